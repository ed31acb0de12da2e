//! `okr report --serve`, through a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use super::team::{TODAY, Team};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

struct Server {
    child: Child,
    /// `127.0.0.1:4747`
    host: String,
    stderr: BufReader<ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn of(team: &Team, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_okr"))
            .current_dir(team.path())
            .env_clear()
            .env("HOME", team.path())
            .args(["--today", TODAY, "report", "--serve", "0"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let host = line.trim().strip_prefix("http://").unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        Self {
            host: host.strip_suffix('/').unwrap().to_owned(),
            child,
            stderr,
        }
    }

    /// What is answered to exactly these bytes.
    fn answered(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut told = String::new();
        stream.read_to_string(&mut told).unwrap();
        let (head, body) = told.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        let host = &self.host;
        self.answered(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    }

    /// Asks until the answer is as wished.
    fn wait(&self, path: &str, is_wished: impl Fn(&Answer) -> bool) -> Answer {
        let begin = Instant::now();
        loop {
            let answer = self.get(path);
            if is_wished(&answer) {
                return answer;
            }
            assert!(begin.elapsed() < PATIENCE, "{path}: {}", answer.body);
        }
    }

    /// The lines on standard error, up to one that holds `words`.
    fn told(&mut self, words: &str) -> String {
        let mut told = String::new();
        while !told.contains(words) {
            let count = self.stderr.read_line(&mut told).unwrap();
            assert!(count > 0, "{told}");
        }
        told
    }

    /// Where the served script asks for newer pages.
    fn question(&self) -> String {
        let script = self.get("/report.js").body;
        let from = script.find("/-/reload.js?").unwrap();
        let rest = &script[from..];
        rest[..rest.find('"').unwrap()].to_owned()
    }
}

#[test]
fn serves_the_pages_as_they_stand_in_the_folder() {
    let team = Team::new();
    let server = Server::of(&team, &[]);
    let index = server.get("/");
    assert_eq!(index.status, 200);
    assert_eq!(index.body, team.text("okr-report/index.html"));
    for (path, kind) in [
        (
            "/check-ins/ada/2026-W46.html?x=1",
            "text/html; charset=utf-8",
        ),
        ("/style.css", "text/css; charset=utf-8"),
        ("/report.js", "text/javascript; charset=utf-8"),
        ("/data/v1/index.json", "application/json"),
        ("/feed.xml", "application/atom+xml"),
        ("/due.ics", "text/calendar; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.head.contains(&format!("Content-Type: {kind}\r\n")),
            "{path}"
        );
        assert!(
            answer.head.contains("X-Content-Type-Options: nosniff"),
            "{path}"
        );
    }
    let host = &server.host;
    let head = server.answered(&format!("HEAD / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let length = format!("Content-Length: {}\r\n", index.body.len());
    assert!(head.head.contains(&length), "{}", head.head);
}

#[test]
fn only_the_served_script_loads_pages_again() {
    let team = Team::new();
    let server = Server::of(&team, &[]);
    let on_disk = team.text("okr-report/report.js");
    let served = server.get("/report.js").body;
    assert!(served.starts_with(&on_disk) && served.len() > on_disk.len());
    assert!(!on_disk.contains("reload"));
    for page in ["index.html", "people/ada.html"] {
        assert!(
            !team.text(&format!("okr-report/{page}")).contains("/-/"),
            "{page}"
        );
    }
}

#[test]
fn answers_to_no_other_name_and_lets_nobody_write() {
    let team = Team::new();
    let server = Server::of(&team, &[]);
    let port = server.host.split(':').nth(1).unwrap();
    let status = |request: &str| server.answered(&format!("{request}\r\n\r\n")).status;
    assert_eq!(
        status(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}")),
        200
    );
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "localhost",
        "127.0.0.1:1",
        "",
    ] {
        assert_eq!(
            status(&format!("GET / HTTP/1.1\r\nHost: {host}")),
            421,
            "{host}"
        );
    }
    assert_eq!(status("GET / HTTP/1.1"), 400);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let request = format!("{method} /index.html HTTP/1.1\r\nHost: {}", server.host);
        assert_eq!(status(&request), 405, "{method}");
    }
    assert!(server.host.starts_with("127.0.0.1:"));
}

#[test]
fn gives_nothing_outside_the_report() {
    let team = Team::new();
    team.put("secret.html", "secret");
    let server = Server::of(&team, &[]);
    for path in [
        "/../secret.html",
        "/people/../../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/people/..%5c..%5csecret.html",
        "//secret.html",
        "/./index.html",
        "/.okr-report",
        "/people",
        "/people/",
        "/index.html/",
        "/index.html%00",
        "/nothing.html",
        "/-/",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("secret"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn follows_no_link_that_was_put_into_the_folder() {
    let team = Team::new();
    team.put("secret.html", "secret");
    let server = Server::of(&team, &[]);
    let out = team.path().join("okr-report");
    std::os::unix::fs::symlink(team.path().join("secret.html"), out.join("link.html")).unwrap();
    std::os::unix::fs::symlink(team.path(), out.join("up")).unwrap();
    for path in ["/link.html", "/up/secret.html"] {
        let answer = server.get(path);
        assert_ne!(answer.status, 200, "{path}");
        assert!(
            !answer.body.contains("secret\n") && answer.body != "secret",
            "{path}"
        );
    }
}

#[test]
fn makes_the_report_anew_when_a_file_changes_and_keeps_it_when_that_fails() {
    let team = Team::new();
    team.put("pages/person.html", team_page("one"));
    let mut server = Server::of(&team, &["--templates", "pages"]);
    let question = server.question();
    assert_eq!(server.get(&question).body, "");

    let changed = team
        .text("check-ins/ada/2026-W46.md")
        .replace("Moved the card vault call", "Rewrote the card vault call");
    team.put("check-ins/ada/2026-W46.md", changed);
    let asked = server.wait(&question, |answer| !answer.body.is_empty());
    assert_eq!(asked.body, "location.reload();\n");
    let page = server.get("/check-ins/ada/2026-W46.html").body;
    assert!(page.contains("Rewrote the card vault call"));
    let question = server.question();
    assert_eq!(server.get(&question).body, "");

    team.put("pages/person.html", "<h1>\n{{ nmae }}</h1>");
    let told = server.told("the pages stay as they were");
    assert!(told.contains("person.html:2: "), "{told}");
    assert!(
        server
            .get("/people/ada.html")
            .body
            .contains("one Ada Lovelace")
    );
    assert_eq!(server.get(&question).body, "");

    team.put("pages/person.html", team_page("two"));
    server.wait("/people/ada.html", |answer| {
        answer.body.contains("two Ada Lovelace")
    });
    server.wait(&question, |answer| !answer.body.is_empty());
}

#[test]
fn keeps_the_pages_while_the_settings_cannot_be_read() {
    let team = Team::new();
    let mut server = Server::of(&team, &[]);
    let settings = team.text("okr.yaml");
    team.put("okr.yaml", "team: Payments\npeople: [\n");
    let told = server.told("the pages stay as they were");
    assert!(told.contains("error: okr.yaml:"), "{told}");
    assert!(server.get("/").body.contains("Ada"));
    team.put("okr.yaml", settings.replace("Ada Lovelace", "Ada King"));
    server.wait("/", |answer| answer.body.contains("Ada King"));
}

fn team_page(word: &str) -> String {
    let body = "{% extends \"shell.html\" %}{% block body %}<h1>WORD {{ name }}</h1>{% endblock %}";
    body.replace("WORD", word)
}

#[cfg(unix)]
#[test]
fn ends_cleanly_when_it_is_asked_to() {
    for signal in ["-INT", "-TERM"] {
        let team = Team::new();
        let mut server = Server::of(&team, &[]);
        let id = server.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        assert_eq!(server.child.wait().unwrap().code(), Some(0));
        let names = std::fs::read_dir(team.path()).unwrap();
        let stray = names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .find(|name| name.contains("tmp-"));
        assert_eq!(stray, None);
        assert!(team.has("okr-report/index.html"));
    }
}

#[cfg(unix)]
#[test]
fn leaves_nothing_half_made_where_it_is_stopped() {
    let team = Team::new();
    assert_eq!(team.okr(&["report"]).status, 0);
    for _ in 0..8 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_okr"))
            .current_dir(team.path())
            .env_clear()
            .args(["--today", TODAY, "report", "--quiet"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let sent = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        sent.unwrap();
        let status = child.wait().unwrap();
        assert!(matches!(status.code(), None | Some(0 | 2)), "{status}");
        let names = std::fs::read_dir(team.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let stray: Vec<String> = names
            .filter(|name| name.contains(".tmp-") || name.contains(".old-"))
            .collect();
        assert_eq!(stray, [""; 0]);
        assert!(team.has("okr-report/index.html"));
    }
}

#[test]
fn says_what_to_do_where_the_port_is_taken() {
    let team = Team::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = team.okr(&["report", "--serve", &port]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(
        run.stderr.contains("'--serve 0' takes one that is free"),
        "{}",
        run.told
    );
    assert!(!team.has("okr-report"));
}
