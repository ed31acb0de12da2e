//! What is answered to a request: a file of the folder, or why there is none. Nothing is kept by a browser,
//! nothing can be framed or read by a page from elsewhere.

use std::io::{self, Write};
use std::sync::PoisonError;

use super::Site;
use super::request::{Refusal, Request};
use crate::store::{RepoPath, output_file};

/// The lines that the served script has more than the one on disk.
const RELOAD: &str = include_str!("reload.js");

/// Where the script asks whether there are newer pages. No page of a report has such a path.
const ASK: &str = "-/reload.js";

/// An answer, whole.
pub(super) struct Answer {
    status: &'static str,
    content_type: &'static str,
    body: Vec<u8>,
    is_head: bool,
}

pub(super) fn answer(request: Result<Request, Refusal>, site: &Site) -> Answer {
    let request = match request {
        Ok(request) => request,
        Err(Refusal::Bad) => return told("400 Bad Request", "This is no request to read a page."),
        Err(Refusal::Method) => return told("405 Method Not Allowed", "Pages can be read only."),
        Err(Refusal::TooLong) => return told("431 Request Header Fields Too Large", "Too long."),
    };
    let answer = match site.hosts.contains(&request.host) {
        true => file(&request, site),
        false => told(
            "421 Misdirected Request",
            "This server is for this machine alone and answers to no other name.",
        ),
    };
    Answer {
        is_head: request.is_head,
        ..answer
    }
}

fn file(request: &Request, site: &Site) -> Answer {
    // Held until the file is read, so that no file is of another report than its neighbours.
    let edition = site.edition.read().unwrap_or_else(PoisonError::into_inner);
    if request.path == ASK {
        let is_newest = request.query == *edition;
        let script = if is_newest {
            ""
        } else {
            "location.reload();\n"
        };
        return found("report.js", script.as_bytes().to_vec());
    }
    let name = match request.path.as_str() {
        "" => "index.html",
        path => path,
    };
    let path = RepoPath::new(name);
    let is_hidden = |path: &RepoPath| path.as_str().split('/').any(|part| part.starts_with('.'));
    if !path.is_plain() || is_hidden(&path) {
        return not_found();
    }
    match output_file(&site.folder, &path) {
        Ok(Some(mut body)) => {
            if name == "report.js" {
                body.extend_from_slice(RELOAD.replace("EDITION", &edition).as_bytes());
            }
            found(name, body)
        }
        Ok(None) => not_found(),
        Err(error) => told("500 Internal Server Error", &error.to_string()),
    }
}

fn not_found() -> Answer {
    told("404 Not Found", "The report has no such page.")
}

fn told(status: &'static str, message: &str) -> Answer {
    Answer {
        status,
        content_type: "text/plain; charset=utf-8",
        body: format!("{message}\n").into_bytes(),
        is_head: false,
    }
}

fn found(name: &str, body: Vec<u8>) -> Answer {
    let content_type = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("xml") => "application/atom+xml",
        Some("ics") => "text/calendar; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    Answer {
        status: "200 OK",
        content_type,
        body,
        is_head: false,
    }
}

impl Answer {
    /// # Errors
    /// The connection is closed or too slow.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\
             Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
             Content-Security-Policy: frame-ancestors 'none'\r\nCross-Origin-Opener-Policy: same-origin\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nAllow: GET, HEAD\r\n\r\n",
            self.status,
            self.content_type,
            self.body.len()
        );
        out.write_all(head.as_bytes())?;
        if !self.is_head {
            out.write_all(&self.body)?;
        }
        out.flush()
    }
}
