//! What a connection asks for: one request of HTTP/1.1, of which nothing but the first line and the name of
//! the host is looked at.

use std::io::{self, Read};

/// The most bytes of a request.
const LONGEST: usize = 16 << 10;

/// A request that may be answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether the body is left out of the answer.
    pub is_head: bool,
    /// The name by which the server is called, with its port.
    pub host: String,
    /// From the root, decoded, without a `/` at its beginning; empty for the root.
    pub path: String,
    /// What stands behind the `?`; may be empty.
    pub query: String,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no request that this server understands.
    Bad,
    /// It wants more than to read.
    Method,
    /// It is too long.
    TooLong,
}

/// Reads the head of a request, as long as `may_wait`; a body is not read.
///
/// # Errors
/// The connection is closed or too slow.
pub(super) fn read(
    stream: &mut impl Read,
    may_wait: impl Fn() -> bool,
) -> io::Result<Result<Request, Refusal>> {
    let mut bytes = Vec::new();
    let mut part = [0; 2048];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            return Ok(parsed(&bytes[..end]));
        }
        if bytes.len() > LONGEST {
            return Ok(Err(Refusal::TooLong));
        }
        match stream.read(&mut part)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            _ if !may_wait() => return Err(io::ErrorKind::TimedOut.into()),
            count => bytes.extend_from_slice(&part[..count]),
        }
    }
}

/// The request whose head this is, without the empty line at its end.
fn parsed(head: &[u8]) -> Result<Request, Refusal> {
    let head = std::str::from_utf8(head).map_err(|_| Refusal::Bad)?;
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(Refusal::Bad);
    };
    if !version.starts_with("HTTP/1.") {
        return Err(Refusal::Bad);
    }
    let is_head = match method {
        "GET" => false,
        "HEAD" => true,
        _ => return Err(Refusal::Method),
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.strip_prefix('/').ok_or(Refusal::Bad)?;
    Ok(Request {
        is_head,
        host: host(lines)?,
        path: decoded(path).ok_or(Refusal::Bad)?,
        query: query.to_owned(),
    })
}

/// The one name of the host: two would leave it open which counts.
fn host<'h>(headers: impl Iterator<Item = &'h str>) -> Result<String, Refusal> {
    let named = headers.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim())
    });
    let named: Vec<&str> = named.collect();
    match named[..] {
        [host] => Ok(host.to_ascii_lowercase()),
        _ => Err(Refusal::Bad),
    }
}

/// A path without its percent signs; none where it is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    let value = char::from(byte).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asked(head: &str) -> Result<Request, Refusal> {
        read(&mut format!("{head}\r\n\r\n").as_bytes(), || true).unwrap()
    }

    #[test]
    fn reads_path_query_and_host() {
        let request =
            asked("GET /people/ad%61.html?x=1 HTTP/1.1\r\nhOST: LocalHost:80\r\nA: b").unwrap();
        let expected = Request {
            is_head: false,
            host: "localhost:80".to_owned(),
            path: "people/ada.html".to_owned(),
            query: "x=1".to_owned(),
        };
        assert_eq!(request, expected);
        assert!(asked("HEAD / HTTP/1.0\r\nHost: a").unwrap().is_head);
    }

    #[test]
    fn refuses_what_is_no_plain_request() {
        for head in [
            "",
            "GET /",
            "GET / HTTP/2\r\nHost: a",
            "GET  / HTTP/1.1\r\nHost: a",
            "GET http://a/ HTTP/1.1\r\nHost: a",
            "GET /%zz HTTP/1.1\r\nHost: a",
            "GET /%ff HTTP/1.1\r\nHost: a",
            "GET /%+1 HTTP/1.1\r\nHost: a",
            "GET / HTTP/1.1",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b",
        ] {
            assert_eq!(asked(head), Err(Refusal::Bad), "{head}");
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get"] {
            let head = format!("{method} / HTTP/1.1\r\nHost: a");
            assert_eq!(asked(&head), Err(Refusal::Method));
        }
        let long = format!(
            "GET / HTTP/1.1\r\nHost: a\r\nX: {}",
            "x".repeat(LONGEST + 4096)
        );
        assert_eq!(asked(&long), Err(Refusal::TooLong));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&mut bytes.as_slice(), || true);
            let _ = parsed(&bytes);
        }
    }
}
