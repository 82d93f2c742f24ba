package io.tidelock.jdbc;

import java.nio.file.Path;
import org.sqlite.SQLiteDataSource;

/** SQLite files. */
final class Sqlite {

    private Sqlite() {}

    static SQLiteDataSource file(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
