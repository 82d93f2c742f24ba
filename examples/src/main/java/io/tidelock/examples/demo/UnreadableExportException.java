package io.tidelock.examples.demo;

import java.io.IOException;
import java.nio.file.Path;

/** Says what is wrong with a file of patients, where, and what to do; never what stands in it. */
final class UnreadableExportException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableExportException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
