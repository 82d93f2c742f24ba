package io.tidelock.cliniko;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file line by line, each with what ends it, and takes lines back. Holds no more of a line than a bound; bytes that are
 * not UTF-8 show as {@link #NOT_UTF_8}. Not thread-safe.
 */
final class TextLines implements AutoCloseable {

    /** The character that stands for bytes which are none. */
    static final char NOT_UTF_8 = '\uFFFD';

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BufferedReader reader;
    private final int longest;
    private final Deque<String> takenBack = new ArrayDeque<>();
    private long read;

    private TextLines(BufferedReader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /**
     * Opens a file.
     *
     * @param longest how many characters of a line are held; a longer one shows one more
     */
    static TextLines open(Path file, int longest) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return new TextLines(new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder)), longest);
    }

    /** Returns how many lines were read and not taken back. */
    long line() {
        return read - takenBack.size();
    }

    /** Returns the next line; null behind the last. A byte order mark is no part of the first. */
    @Nullable
    String next() throws IOException {
        String again = takenBack.poll();
        if (again != null) {
            return again;
        }
        StringBuilder line = new StringBuilder();
        int character = reader.read();
        while (character >= 0) {
            if (line.length() <= longest) {
                line.append((char) character);
            }
            if (character == '\n' || (character == '\r' && !isNext('\n'))) {
                break;
            }
            character = reader.read();
        }
        return line.isEmpty() ? null : counted(line.toString());
    }

    private boolean isNext(char wanted) throws IOException {
        reader.mark(1);
        int next = reader.read();
        reader.reset();
        return next == wanted;
    }

    private String counted(String line) {
        read++;
        boolean marked = read == 1 && line.startsWith(BYTE_ORDER_MARK);
        return marked ? line.substring(BYTE_ORDER_MARK.length()) : line;
    }

    /** Takes lines back: they are the next ones, in their order. */
    void takeBack(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            takenBack.push(lines.get(i));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
