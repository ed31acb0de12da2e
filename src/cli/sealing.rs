//! Keys, and what they seal and open: the only file that names `age`, and where its randomness comes in.
//! Where the text stands in a file is told in `scaffold`.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};

use super::{Context, Failure, streams};
use crate::model::{Person, Team};
use crate::store;

/// The file in a person's configuration folder.
const FILE: &str = "okr/key.txt";

/// Where the private key is.
#[derive(Clone, Debug, Default, clap::Args)]
#[group(skip)]
pub(super) struct Place {
    /// The file with my private key [default: okr/key.txt in my configuration folder]
    #[arg(
        long,
        value_name = "FILE",
        env = "OKR_IDENTITY",
        hide_env_values = true
    )]
    identity: Option<PathBuf>,
}

/// A new key, as its file holds it, and its public half.
pub(super) struct NewKey {
    pub file: String,
    pub public: String,
}

/// The two people for whom a text is sealed.
pub(super) struct Recipients([Recipient; 2]);

/// A person's private keys: the newest, and those they had before.
pub(super) struct Identities {
    keys: Vec<Identity>,
    path: PathBuf,
}

/// Why a sealed text was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unopened {
    /// It is sealed for others.
    ForOthers,
    /// It is not as it was sealed.
    Broken,
}

impl NewKey {
    /// A key out of the system's randomness.
    pub(super) fn new() -> Self {
        let identity = Identity::generate();
        let public = identity.to_public().to_string();
        let secret = identity.to_string();
        let file = format!("# public key: {public}\n{}\n", secret.expose_secret());
        Self { file, public }
    }
}

impl Place {
    /// The file that is named, else the one in the person's configuration folder.
    ///
    /// # Errors
    /// There is no such folder.
    pub(super) fn path(&self, context: &Context) -> Result<PathBuf, Failure> {
        match &self.identity {
            Some(path) => Ok(context.below_directory(path)),
            None => default_path(),
        }
    }

    /// The keys in it.
    ///
    /// # Errors
    /// There are none.
    pub(super) fn identities(&self, context: &Context) -> Result<Identities, Failure> {
        Identities::read(&self.path(context)?)
    }

    /// The keys in it, where there are some.
    pub(super) fn identities_if_there(&self, context: &Context) -> Option<Identities> {
        self.identities(context).ok()
    }
}

/// `okr/key.txt` in the configuration folder.
pub(super) fn default_path() -> Result<PathBuf, Failure> {
    let folder = |name: &str| {
        let folder = std::env::var_os(name).map(PathBuf::from);
        folder.filter(|folder| folder.is_absolute())
    };
    let configuration = folder("XDG_CONFIG_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".config")))
        .or_else(|| folder("APPDATA"));
    let found = configuration.map(|folder| folder.join(FILE));
    found.ok_or_else(|| {
        let message = "there is no configuration folder: HOME is not set";
        Failure::usage_with_hint(
            message,
            "name the key's file: --identity FILE, or OKR_IDENTITY",
        )
    })
}

impl Identities {
    /// The keys of whoever runs the command, where there are some: of the file that `OKR_IDENTITY` names,
    /// else of the one in their configuration folder.
    pub(super) fn mine() -> Option<Self> {
        let named = std::env::var_os("OKR_IDENTITY").filter(|path| !path.is_empty());
        let path = named.map_or_else(default_path, |path| Ok(PathBuf::from(path)));
        Self::read(&path.ok()?).ok()
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        let file = store::key_file(path).map_err(|error| {
            let hint =
                "'okr key new' makes a key; --identity FILE or OKR_IDENTITY names another file";
            Failure::usage_with_hint(error.to_string(), hint)
        })?;
        if file.is_open_to_others {
            streams::warn(&format!("others can read {}", path.display()));
            streams::advise(&format!("chmod 600 {}", path.display()));
        }
        let lines = file.text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys = lines.map(Identity::from_str).collect::<Result<Vec<_>, _>>();
        match keys {
            Ok(keys) if !keys.is_empty() => Ok(Self {
                keys,
                path: path.to_owned(),
            }),
            _ => {
                let message = format!("{} holds no private key", path.display());
                let hint =
                    "it is a line that begins with AGE-SECRET-KEY-1, as 'okr key new' writes it";
                Err(Failure::usage_with_hint(message, hint))
            }
        }
    }

    /// The public half of the first key.
    pub(super) fn public(&self) -> Option<String> {
        let first = self.keys.first()?;
        Some(first.to_public().to_string())
    }

    /// Where they stand.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The plain text of armor.
    ///
    /// # Errors
    /// It is sealed for others, or is not as it was sealed.
    pub(super) fn open(&self, armor: &str) -> Result<String, Unopened> {
        let unopened = |error| match error {
            DecryptError::NoMatchingKeys => Unopened::ForOthers,
            _ => Unopened::Broken,
        };
        let keys = self.keys.iter().map(|key| key as &dyn age::Identity);
        let decryptor = Decryptor::new_buffered(ArmoredReader::new(armor.as_bytes()));
        let reader = decryptor.and_then(|decryptor| decryptor.decrypt(keys));
        let mut plain = String::new();
        let read = reader.map_err(unopened)?.read_to_string(&mut plain);
        read.map_err(|_| Unopened::Broken)?;
        Ok(plain)
    }
}

impl Recipients {
    /// A person and their manager.
    ///
    /// # Errors
    /// The person has no manager, or one of the two has no key.
    pub(super) fn of(person: &Person, team: &Team) -> Result<Self, Failure> {
        let manager = person.manager.as_ref();
        let manager = manager
            .and_then(|id| team.person(id.as_str()))
            .ok_or_else(|| {
                let message = format!(
                    "{} has no manager in okr.yaml, and a text is sealed for exactly two people",
                    person.id
                );
                let hint = format!("add 'manager' to people.{}", person.id);
                Failure::usage_with_hint(message, hint)
            })?;
        let missing: Vec<&Person> = [person, manager]
            .into_iter()
            .filter(|p| p.key.is_none())
            .collect();
        if !missing.is_empty() {
            return Err(without_key(&missing));
        }
        let keys = [recipient(person)?, recipient(manager)?];
        if keys[0] == keys[1] {
            let message = format!(
                "{} and {} have the same key in okr.yaml",
                person.id, manager.id
            );
            let hint = "each has a key of their own: 'okr key new'";
            return Err(Failure::usage_with_hint(message, hint));
        }
        Ok(Self(keys))
    }

    /// Armor that the two alone can open.
    ///
    /// # Errors
    /// The system has no randomness.
    pub(super) fn seal(&self, plain: &str) -> Result<String, Failure> {
        self.armored(plain)
            .map_err(|reason| Failure::usage(format!("the text could not be sealed: {reason}")))
    }

    fn armored(&self, plain: &str) -> Result<String, Box<dyn std::error::Error>> {
        let recipients = self.0.iter().map(|key| key as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(recipients)?;
        let mut armor = Vec::new();
        let armored = ArmoredWriter::wrap_output(&mut armor, Format::AsciiArmor)?;
        let mut writer = encryptor.wrap_output(armored)?;
        writer.write_all(plain.as_bytes())?;
        writer.finish()?.finish()?;
        Ok(String::from_utf8(armor)?)
    }
}

fn without_key(people: &[&Person]) -> Failure {
    let ids: Vec<&str> = people.iter().map(|person| person.id.as_str()).collect();
    let keys: Vec<String> = ids.iter().map(|id| format!("people.{id}.key")).collect();
    let message = format!("okr.yaml has no key of {}", ids.join(" and "));
    let hint = format!(
        "'okr key new' makes one, on the machine of whose it is; its public half goes to {}",
        keys.join(" and ")
    );
    Failure::usage_with_hint(message, hint)
}

fn recipient(person: &Person) -> Result<Recipient, Failure> {
    let written = person.key.as_deref().unwrap_or("");
    Recipient::from_str(written).map_err(|_| {
        let message = format!("the key of {} in okr.yaml is misspelt", person.id);
        let hint = "copy it once more, as 'okr key show' prints it on their machine";
        Failure::usage_with_hint(message, hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> (Identities, Recipient) {
        let identity = Identity::generate();
        let public = identity.to_public();
        let keys = vec![identity];
        let path = PathBuf::new();
        (Identities { keys, path }, public)
    }

    #[test]
    fn opens_for_both_and_nobody_else() {
        let (ada, grace, eve) = (key(), key(), key());
        let two = Recipients([ada.1, grace.1]);
        let armor = two.seal("a word\r\n\u{e4}").unwrap();
        assert_eq!(ada.0.open(&armor).as_deref(), Ok("a word\r\n\u{e4}"));
        assert_eq!(grace.0.open(&armor).as_deref(), Ok("a word\r\n\u{e4}"));
        assert_eq!(eve.0.open(&armor), Err(Unopened::ForOthers));
    }

    #[test]
    fn opens_nothing_that_was_tampered_with() {
        let (ada, grace) = (key(), key());
        let armor = Recipients([ada.1, grace.1]).seal("a word").unwrap();
        let letters: Vec<usize> = (36..armor.len() - 36).collect();
        for at in letters.into_iter().step_by(7) {
            let mut bytes = armor.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(ada.0.open(&changed).is_err(), "{at}");
        }
    }

    #[test]
    fn keeps_the_secret_out_of_the_public_half() {
        let new = NewKey::new();
        assert!(new.public.starts_with("age1"));
        assert!(new.file.contains("AGE-SECRET-KEY-1"));
        assert_eq!(new.file.lines().count(), 2);
    }
}
