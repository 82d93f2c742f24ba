package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the documentation to what there is: every test that a page names, and every file that it links to. */
class DocsTest {

    private static final Pattern METHOD = Pattern.compile("\\b([A-Z]\\w+)#(\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    @Test
    void everyTestThatAPageNamesIsThere() {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path page : pages()) {
            for (Matcher method = METHOD.matcher(read(page)); method.find(); named++) {
                if (!sources.getOrDefault(method.group(1), "").contains(" " + method.group(2) + "(")) {
                    missing.add(page.getFileName() + ": " + method.group());
                }
            }
        }

        assertThat(missing).as("rename them in the page too").isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    @Test
    void everyLinkedFileIsThere() {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            for (Matcher link = LINK.matcher(read(page)); link.find(); ) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    missing.add(page.getFileName() + ": " + link.group(1));
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<Path> pages() {
        return under(root().resolve("docs"), ".md");
    }

    private static Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.find(root(), 3, (path, what) -> path.endsWith("src") && what.isDirectory())) {
            modules.forEach(module -> under(module, ".java")
                    .forEach(file -> sources.merge(
                            file.getFileName().toString().replace(".java", ""), read(file), String::concat)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return sources;
    }

    private static List<Path> under(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Tests run in their module's directory or in the project's. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("docs"))
                ? here
                : here.resolveSibling(".").normalize();
        if (!Files.isDirectory(root.resolve("docs"))) {
            throw new IllegalStateException(
                    "There is no docs directory at " + here + " or above; run it in the project");
        }
        return root;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
