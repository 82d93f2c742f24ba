package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Brings everything that a plan says into one text, and that into SHA-256. What is left at its default is left out, so that
 * a release that lets plans say more changes no fingerprint. What only says when and how much, schedules, sweeps, limits,
 * brakes and how far a window reaches, is no part of it.
 */
final class Wording {

    private final MessageDigest hash;

    private Wording() {
        try {
            this.hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    static String of(Plan plan) {
        Wording words = new Wording();
        plan.flows().forEach(flow -> words.say("flow", flow.fingerprint()));
        plan.crmSchema().elements().forEach(words::element);
        return words.hex();
    }

    static String of(Flow flow) {
        Wording words = new Wording();
        words.say("id", flow.id());
        words.say("source", flow.party(Side.SOURCE) + " " + flow.type(Side.SOURCE));
        words.say("target", flow.type(Side.TARGET).name());
        Record nothing = nothing(flow);
        flow.mappings().forEach(mapping -> words.mapping(mapping, nothing));
        flow.matchRules().forEach(words::rule);
        words.fields("reads", flow.alsoRead());
        flow.idField().ifPresent(field -> words.say("idField", text(field)));
        flow.requestFlag().ifPresent(words::flag);
        words.unless("eligible", text(flow.eligibility()), text(Eligibility.all()));
        flow.parts().ifPresent(words::parts);
        flow.versions()
                .ifPresent(by ->
                        words.say("versions", by.field().map(Wording::text).orElse("stamp")));
        flow.ensured().ifPresent(ownKey -> words.say("ensured", ownKey.id()));
        flow.decision().ifPresent(by -> words.say("decision", by.name() + "@" + by.version()));
        words.unless("onContestedKey", flow.onContestedKey(), ContestedKey.KEEP_APART);
        words.unless("createsInTarget", flow.createsIn(Side.TARGET), true);
        words.unless("createsInSource", flow.createsIn(Side.SOURCE), false);
        flow.enrichments().forEach(words::enrichment);
        flow.window().ifPresent(window -> words.say("window", text(window.field())));
        words.unless("sinceActivation", flow.sinceActivation(), false);
        words.unless("whenSourceGone", flow.whenSourceGone(), GonePolicy.LEAVE);
        words.unless("onMerge", flow.onMerge(), MergePolicy.DISPUTE);
        return words.hex();
    }

    private void mapping(FieldMapping mapping, Record nothing) {
        say("mapping", mapping.basis()); // names its converter, its condition and how it merges, too
        for (Side side : Side.values()) {
            mapping.field(side).ifPresent(field -> say(side.name(), text(field)));
        }
        Value instead = mapping.shown(Side.SOURCE, nothing);
        if (instead.isPresent()) { // a constant, or what stands in for an empty source
            say("instead", text(instead));
        }
        unless("direction", mapping.direction(), Direction.TO_TARGET);
        unless("strength", mapping.strength(), Strength.ON_CHANGE);
        unless("optional", mapping.isOptional(), false);
        unless("createOnly", mapping.createOnly(), false);
        unless("onConflict", mapping.onConflict(), ConflictPolicy.HOLD);
        unless("onFirstLink", mapping.onFirstLink(), ConflictPolicy.HOLD);
        unless("whenEmptied", mapping.whenEmptied(), EmptyPolicy.LEAVE);
    }

    /** A source record that is empty. */
    private static Record nothing(Flow flow) {
        Record.Builder nothing = Record.of(RecordRef.of(flow.type(Side.SOURCE), "nothing"));
        flow.mappings()
                .forEach(mapping -> mapping.field(Side.SOURCE).ifPresent(field -> nothing.set(field, Value.empty())));
        return nothing.build();
    }

    private void enrichment(Enrichment enrichment) {
        say("enrichment", enrichment.name() + " " + enrichment.type());
        say("reference", text(enrichment.reference()));
        fields("taken", enrichment.taken());
    }

    private void rule(MatchRule rule) {
        say("match", rule.id());
        fields("by", rule.fields(Side.SOURCE));
        fields("with", rule.fields(Side.TARGET));
        say("asked", rule.asked(Side.TARGET).size());
    }

    private void parts(Parts rule) {
        say("parts", rule.name() + "@" + rule.version());
        fields("of", rule.reads());
    }

    private void flag(RequestFlag flag) {
        say("flag", text(flag.field()));
        say("requested", text(flag.requested()));
        say("done", text(flag.done()));
        flag.status().ifPresent(status -> say("status", text(status)));
    }

    private void element(Schema.Element element) {
        if (element instanceof Schema.Group group) {
            say("group", group.type() + " " + group.name());
            say("label", group.label());
        } else if (element instanceof Schema.Property property) {
            property(property);
        } else if (element instanceof Schema.Pipeline pipeline) {
            say("pipeline", pipeline.type() + " " + pipeline.name());
            say("label", pipeline.label());
            pipeline.stages().forEach(stage -> say("stage", stage.toString()));
        }
    }

    private void property(Schema.Property property) {
        say("property", property.type() + " " + text(property.field()));
        say("label", property.label());
        unless("unique", property.unique(), false);
        property.group().ifPresent(group -> say("in", group));
        property.options().forEach(option -> say("option", option));
    }

    private void fields(String name, List<Field> fields) {
        fields.forEach(field -> say(name, text(field)));
    }

    private static String text(Field field) {
        return field.type() + " " + field.name();
    }

    private static String text(Value value) {
        return value.getClass().getSimpleName() + " " + value.plain();
    }

    private static String text(Eligibility rule) {
        return rule.name() + "@" + rule.version();
    }

    private void unless(String name, Object said, Object byDefault) {
        if (!said.equals(byDefault)) {
            say(name, said);
        }
    }

    private void say(String name, Object what) {
        add(name);
        add(what.toString());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        hash.update(bytes);
    }

    private String hex() {
        return HexFormat.of().formatHex(hash.digest());
    }
}
