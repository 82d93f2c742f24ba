package io.tidelock.testkit.simulation;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.UnmappedValueException;
import io.tidelock.mapping.Window;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Values that people put into fields: of the field's type, new with every edit where the type allows it. */
final class Samples {

    private static final List<String> ANY_OPTION = List.of("one", "two", "three", "four");
    private static final LocalDate DAY = LocalDate.parse("2020-01-01");

    private final Layout layout;
    private final Settings settings;

    Samples(Layout layout, Settings settings) {
        this.layout = layout;
        this.settings = settings;
    }

    /** Returns what tells a subject from others, the same in both systems. */
    String key(Field field, int subject) {
        List<String> given = settings.values().get(field.name());
        if (given != null) {
            return given.get(subject % given.size());
        }
        return switch (field.type()) {
            case EMAIL -> "s" + subject + "@example.com";
            case PHONE -> "+6140000" + (1_000 + subject);
            case DECIMAL -> Integer.toString(subject);
            case BOOLEAN -> Boolean.toString(subject % 2 == 0);
            case DATE -> DAY.plusDays(subject).toString();
            case INSTANT -> Instant.EPOCH.plusSeconds(subject).toString();
            case TEXT, CHOICE, CHOICES, REFS -> "s" + subject;
        };
    }

    /** Returns another value for a field. */
    String value(Kind kind, Field field, int serial, Instant now, Random random) {
        List<String> given = settings.values().get(field.name());
        if (given != null) {
            return given.get(random.nextInt(given.size()));
        }
        return switch (field.type()) {
            case TEXT -> "v" + serial;
            case EMAIL -> "m" + serial + "@example.com";
            case PHONE -> "+6141" + (1_000_000 + serial);
            case DECIMAL -> serial + ".5";
            case BOOLEAN -> Boolean.toString(random.nextBoolean());
            case DATE -> date(kind, field, serial, now, random);
            case INSTANT -> moment(kind, field, serial, now, random);
            case CHOICE -> choice(kind, field, random);
            case CHOICES -> choices(kind, field, random);
            case REFS -> "";
        };
    }

    private String date(Kind kind, Field field, int serial, Instant now, Random random) {
        return window(kind, field)
                .map(window -> around(window, now, random)
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString())
                .orElse(DAY.plusDays(serial).toString());
    }

    private String moment(Kind kind, Field field, int serial, Instant now, Random random) {
        return window(kind, field)
                .map(window -> around(window, now, random).toString())
                .orElse(Instant.EPOCH.plusSeconds(60L * serial).toString());
    }

    private Optional<Window> window(Kind kind, Field field) {
        return layout.plan().flows().stream()
                .filter(flow -> Layout.kind(flow, Side.SOURCE).equals(kind))
                .flatMap(flow -> flow.window().stream())
                .filter(window -> window.field().equals(field))
                .findFirst();
    }

    /** Mostly within the window, sometimes before or behind it. */
    private static Instant around(Window window, Instant now, Random random) {
        long length = window.past().plus(window.ahead()).toMinutes();
        Instant begin = now.minus(window.past()).minus(Duration.ofMinutes(length / 8));
        return begin.plus(Duration.ofMinutes((long) (random.nextDouble() * length * 5 / 4)));
    }

    private String choice(Kind kind, Field field, Random random) {
        List<String> options = options(kind, field);
        return options.get(random.nextInt(options.size()));
    }

    private String choices(Kind kind, Field field, Random random) {
        Set<String> chosen = new TreeSet<>();
        for (String option : options(kind, field)) {
            if (random.nextInt(3) == 0) {
                chosen.add(option);
            }
        }
        return String.join(";", chosen);
    }

    /** Returns what a choice can hold: as the CRM's schema says, as a table of a mapping says, or as the other side's does. */
    private List<String> options(Kind kind, Field field) {
        Set<String> options = new LinkedHashSet<>(declared(kind, field));
        if (options.isEmpty()) {
            for (Flow flow : layout.plan().flows()) {
                for (Side side : Side.values()) {
                    if (Layout.kind(flow, side).equals(kind)) {
                        flow.mappings().stream()
                                .filter(mapping -> mapping.field(side)
                                        .filter(field::equals)
                                        .isPresent())
                                .forEach(mapping -> options.addAll(mapped(flow, mapping, side)));
                    }
                }
            }
        }
        return options.isEmpty() ? ANY_OPTION : new ArrayList<>(options);
    }

    private List<String> declared(Kind kind, Field field) {
        return layout.plan().crmSchema().properties().stream()
                .filter(property -> kind.party() == Party.CRM)
                .filter(property ->
                        property.type().equals(kind.type()) && property.field().equals(field))
                .map(Schema.Property::options)
                .findFirst()
                .orElse(List.of());
    }

    private Set<String> mapped(Flow flow, FieldMapping mapping, Side side) {
        Map<String, String> table = mapping.converter().table();
        Set<String> options = new LinkedHashSet<>(side == Side.SOURCE ? table.keySet() : table.values());
        if (options.isEmpty() && side == Side.SOURCE) {
            mapping.field(Side.TARGET)
                    .ifPresent(field -> declared(Layout.kind(flow, Side.TARGET), field)
                            .forEach(option -> {
                                try {
                                    options.add(mapping.converter()
                                            .toSource(Value.text(option))
                                            .plain());
                                } catch (UnmappedValueException unmapped) { // then no source value leads there
                                    options.remove(option);
                                }
                            }));
        }
        return options;
    }
}
