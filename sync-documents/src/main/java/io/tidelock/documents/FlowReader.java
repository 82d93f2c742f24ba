package io.tidelock.documents;

import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Sweep;
import io.tidelock.mapping.Window;
import io.tidelock.record.Verb;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what a document says about one flow, over what its code says. */
final class FlowReader {

    private static final String ZONE = "Write a zone such as Europe/Berlin or UTC";

    private final Flow code;
    private final Section said;
    private final MappingReader mappings;
    private final Flow.Builder flow;

    FlowReader(Flow code, Section said, MappingReader mappings) {
        this.code = code;
        this.said = said;
        this.mappings = mappings;
        this.flow = code.toBuilder();
    }

    Flow read() {
        said.section("schedule").flatMap(FlowReader::alone).ifPresent(flow::on);
        sweep();
        limit();
        said.section("window").ifPresent(this::window);
        said.choice("onContestedKey", ContestedKey.class).ifPresent(flow::onContestedKey);
        said.choice("whenSourceGone", GonePolicy.class).ifPresent(flow::whenSourceGone);
        said.choice("onMerge", MergePolicy.class).ifPresent(flow::onMerge);
        said.section("brakes").ifPresent(this::brakes);
        said.list("mappings").map(this::mappings).ifPresent(flow::mapOnly);
        said.end();
        return flow.build();
    }

    private static Optional<Schedule> schedule(Section said) {
        Optional<Schedule> every = said.duration("every").map(Schedule::every);
        Optional<LocalTime> nightly = said.parsed("nightly", "Write a time of day such as \"02:00\"", LocalTime::parse);
        Optional<ZoneId> zone = said.parsed("zone", ZONE, ZoneId::of);
        boolean fits =
                said.has("every") ? !said.has("nightly") && !said.has("zone") : said.has("nightly") && said.has("zone");
        if (!fits) {
            said.problems().add(said.place(), "This is no schedule", "Write every, or nightly with a zone");
        }
        return every.or(() -> nightly.flatMap(time -> zone.map(where -> Schedule.nightly(time, where))));
    }

    private static Optional<Schedule> alone(Section said) {
        Optional<Schedule> schedule = schedule(said);
        said.end();
        return schedule;
    }

    private void sweep() {
        if (said.takesBack("sweep")) {
            flow.unswept();
            return;
        }
        said.section("sweep").ifPresent(section -> {
            boolean deletions = section.flag("checksDeletions");
            Optional<Integer> reads = section.number("mostReads", Sweep.LEAST_READS, Integer.MAX_VALUE);
            OptionalInt most = reads.map(OptionalInt::of).orElseGet(OptionalInt::empty);
            alone(section).map(when -> new Sweep(when, deletions, most)).ifPresent(flow::sweep);
        });
    }

    private void limit() {
        if (said.takesBack("limit")) {
            flow.unlimited();
            return;
        }
        said.section("limit").ifPresent(section -> {
            Optional<String> name = section.required("name");
            Optional<Integer> records = section.number("records", 1, Integer.MAX_VALUE);
            if (!section.has("records")) {
                section.required("records");
            }
            section.end();
            name.flatMap(shared -> records.map(most -> new PassLimit(shared, most)))
                    .ifPresent(flow::limit);
        });
    }

    private void window(Section section) {
        Optional<Window> coded = code.window();
        if (coded.isEmpty()) {
            section.problems().add(section.place(), "The flow has no window", "Leave it out; its field is code");
            return;
        }
        Window was = coded.get();
        flow.window(new Window(
                was.field(),
                section.duration("past").orElse(was.past()),
                section.duration("ahead").orElse(was.ahead()),
                section.parsed("zone", ZONE, ZoneId::of).orElse(was.zone())));
        section.end();
    }

    private void brakes(Section section) {
        for (Verb verb : Verb.values()) {
            if (section.takesBack(verb.name())) {
                flow.unbraked(verb);
            } else {
                section.section(verb.name()).ifPresent(brake -> brake(verb, brake));
            }
        }
        section.end();
    }

    private void brake(Verb verb, Section section) {
        int absolute = code.brake(verb).map(brake -> brake.absolute()).orElse(0);
        int percent = code.brake(verb).map(brake -> brake.percent()).orElse(0);
        flow.brake(
                verb,
                section.number("absolute", 0, Integer.MAX_VALUE).orElse(absolute),
                section.number("percent", 0, 100).orElse(percent));
        section.end();
    }

    private List<FieldMapping.Builder> mappings(List<Node> nodes) {
        List<FieldMapping.Builder> all = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node node : nodes) {
            Section.of(node, said.problems()).flatMap(mappings::read).ifPresent(mapping -> {
                all.add(mapping);
                if (!ids.add(mapping.build().id())) {
                    said.problems().add(node.place(), "Another mapping has this id", "Give it an id of its own");
                }
            });
        }
        return all;
    }
}
