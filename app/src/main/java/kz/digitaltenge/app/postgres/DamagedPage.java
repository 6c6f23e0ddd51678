package kz.digitaltenge.app.postgres;

import java.nio.file.Path;

/// A page of the database server's files whose checksum is wrong.
///
/// @param file in the server's data folder
/// @param number of the page in that file; the last is where a file ends in the middle of a page
/// @param relation the table or index, as `database schema.name`; empty when nobody can tell
public record DamagedPage(Path file, long number, String relation) {}
