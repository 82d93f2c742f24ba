package io.tidelock.documents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Names with values, asked for one by one. What is asked for is known; what is left over at the {@link #end} is not, and is a
 * problem like everything that does not have the form it is asked for in.
 */
final class Section {

    private final Node.Fields fields;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Node.Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    static Optional<Section> of(Node node, Problems problems) {
        if (node instanceof Node.Fields fields) {
            return Optional.of(new Section(fields, problems));
        }
        problems.add(node.place(), "Names with values are expected here", "Write name: value, one a line");
        return Optional.empty();
    }

    Node.Place place() {
        return fields.place();
    }

    Problems problems() {
        return problems;
    }

    List<Node.Entry> entries() {
        return fields.entries();
    }

    Optional<Node> node(String name) {
        known.add(name);
        return fields.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Node.Entry::value)
                .findFirst();
    }

    /** Where a name's value stands; the section's own place if it is missing. */
    Node.Place placeOf(String name) {
        return node(name).map(Node::place).orElse(fields.place().named(name));
    }

    boolean has(String name) {
        return node(name).isPresent();
    }

    /** Tells whether it says null, which takes back what the code says. */
    boolean takesBack(String name) {
        return node(name)
                .filter(node -> node instanceof Node.Leaf leaf && leaf.kind() == Node.Kind.NOTHING)
                .isPresent();
    }

    Optional<Section> section(String name) {
        return node(name).flatMap(node -> of(node, problems));
    }

    Optional<List<Node>> list(String name) {
        return node(name).flatMap(node -> {
            if (node instanceof Node.Items items) {
                return Optional.of(items.nodes());
            }
            problems.add(node.place(), "A list is expected here", "Write [ ], or one \"- \" a line");
            return Optional.empty();
        });
    }

    Optional<String> text(String name) {
        return node(name).flatMap(node -> scalar(node, problems));
    }

    /** The text of a scalar; anything else is a problem. */
    static Optional<String> scalar(Node node, Problems problems) {
        if (node instanceof Node.Leaf leaf && leaf.kind() != Node.Kind.NOTHING) {
            return Optional.of(leaf.text());
        }
        problems.add(node.place(), "A text is expected here", "Write one, in quotes if need be");
        return Optional.empty();
    }

    Optional<String> required(String name) {
        if (!has(name)) {
            problems.add(fields.place(), "\"" + name + "\" is missing", "Add it");
        }
        return text(name).filter(text -> {
            if (text.isBlank()) {
                problems.add(placeOf(name), "\"" + name + "\" is blank", "Fill it in");
            }
            return !text.isBlank();
        });
    }

    boolean flag(String name) {
        return node(name)
                .filter(node -> {
                    boolean truth = node instanceof Node.Leaf leaf && leaf.kind() == Node.Kind.TRUTH;
                    if (!truth) {
                        problems.add(node.place(), "Yes or no is expected here", "Write true or false");
                    }
                    return truth && ((Node.Leaf) node).text().equalsIgnoreCase("true");
                })
                .isPresent();
    }

    Optional<Integer> number(String name, int least, int most) {
        String range = "Write a whole number from " + least + (most == Integer.MAX_VALUE ? " on" : " to " + most);
        return parsed(name, range, Integer::valueOf).filter(number -> {
            boolean fits = number >= least && number <= most;
            if (!fits) {
                problems.add(placeOf(name), "The number is out of range", range);
            }
            return fits;
        });
    }

    Optional<Duration> duration(String name) {
        String toDo = "Write a length of time from zero on, such as PT15M, PT2H or P7D";
        return parsed(name, toDo, Duration::parse).filter(length -> {
            if (length.isNegative()) {
                problems.add(placeOf(name), "The length of time is negative", toDo);
            }
            return !length.isNegative();
        });
    }

    <T> Optional<T> parsed(String name, String toDo, Function<String, T> parser) {
        return text(name).flatMap(text -> problems.attempt(placeOf(name), toDo, () -> parser.apply(text.strip())));
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> of) {
        List<E> all = Arrays.asList(of.getEnumConstants());
        return text(name).flatMap(text -> {
            Optional<E> chosen = all.stream()
                    .filter(one -> one.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                    .findFirst();
            if (chosen.isEmpty()) {
                List<String> names = all.stream().map(Enum::name).toList();
                problems.add(placeOf(name), "\"" + text + "\" is not known here", Nearest.advice(text, names));
            }
            return chosen;
        });
    }

    /** Reports the names that nobody asked for. */
    void end() {
        for (Node.Entry entry : fields.entries()) {
            if (!known.contains(entry.name())) {
                problems.add(
                        entry.place(),
                        "\"" + entry.name() + "\" is not known here",
                        Nearest.advice(entry.name(), new ArrayList<>(known)));
            }
        }
    }
}
