package io.tidelock.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads YAML, and JSON by its opening brace, and keeps where everything stands. */
final class TreeReader {

    private static final Node.Place START = new Node.Place(1, 1, "");

    private final JsonParser parser;
    private final Problems problems;

    private TreeReader(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Reads a text; empty if it is neither YAML nor JSON, which is a problem then. */
    static Optional<Node> read(String text, Problems problems) {
        boolean json = text.stripLeading().startsWith("{");
        try (JsonParser parser = json ? new JsonFactory().createParser(text) : yaml(text)) {
            return new TreeReader(parser, problems).document();
        } catch (JsonProcessingException malformed) {
            JsonLocation where = malformed.getLocation();
            Node.Place place = where == null ? START : START.at(where.getLineNr(), where.getColumnNr());
            String language = json ? "JSON" : "YAML";
            problems.add(place, "This is not " + language, "Correct the " + language + " here or in the line before");
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text is read without I/O", impossible);
        }
    }

    private static JsonParser yaml(String text) throws IOException {
        return new YAMLFactory()
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .createParser(text);
    }

    private Optional<Node> document() throws IOException {
        if (parser.nextToken() == null) {
            problems.add(START, "The document is empty", "Start from an exported one");
            return Optional.empty();
        }
        Node root = value(START);
        if (parser.nextToken() != null) {
            problems.add(here(START), "A second document begins here", "Keep one document");
        }
        return Optional.of(root);
    }

    private Node value(Node.Place parent) throws IOException {
        Node.Place place = here(parent);
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(place, "Aliases are not read", "Write out what it stands for");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return fields(place);
        }
        return token == JsonToken.START_ARRAY ? items(place) : new Node.Leaf(place, kind(token), parser.getText());
    }

    private Node items(Node.Place place) throws IOException {
        List<Node> nodes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            nodes.add(value(place.numbered(nodes.size())));
        }
        return new Node.Items(place, nodes);
    }

    private Node fields(Node.Place place) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Node.Place named = here(place.named(name));
            parser.nextToken();
            Node value = value(named);
            if (names.add(name)) {
                entries.add(new Node.Entry(named, name, value));
            } else {
                problems.add(named, "\"" + name + "\" stands here twice", "Keep one of them");
            }
        }
        return new Node.Fields(place, entries);
    }

    private static Node.Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Node.Kind.TRUTH;
            case VALUE_NULL -> Node.Kind.NOTHING;
            default -> Node.Kind.TEXT;
        };
    }

    private Node.Place here(Node.Place place) {
        JsonLocation where = parser.currentTokenLocation();
        return place.at(where.getLineNr(), where.getColumnNr());
    }
}
