//! Where texts come from: work tree, index, revision; and the only writer.
