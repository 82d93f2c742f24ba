package io.tidelock.documents;

import io.tidelock.crm.Call;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Meeting;
import io.tidelock.crm.Note;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a document over the plan that is code. */
final class PlanReader {

    private static final String FORMAT = "format";
    private static final Map<RecordType, List<Field>> VOCABULARY = Map.ofEntries(
            Map.entry(Call.TYPE, Call.FIELDS),
            Map.entry(Company.TYPE, Company.FIELDS),
            Map.entry(Contact.TYPE, Contact.FIELDS),
            Map.entry(Deal.TYPE, Deal.FIELDS),
            Map.entry(LineItem.TYPE, LineItem.FIELDS),
            Map.entry(Meeting.TYPE, Meeting.FIELDS),
            Map.entry(Note.TYPE, Note.FIELDS),
            Map.entry(Product.TYPE, Product.FIELDS),
            Map.entry(Task.TYPE, Task.FIELDS),
            Map.entry(Ticket.TYPE, Ticket.FIELDS));

    private final Plan code;
    private final Names names;
    private final Problems problems = new Problems();

    PlanReader(Plan code, Names names) {
        this.code = code;
        this.names = names;
    }

    Plan read(String text) {
        Optional<Plan> plan = TreeReader.read(text, problems)
                .flatMap(root -> Section.of(root, problems))
                .map(this::plan);
        problems.throwIfAny();
        return plan.orElseThrow(() -> new IllegalStateException("No plan, and no problem"));
    }

    private Plan plan(Section said) {
        head(said);
        Schema crm = said.section("crm")
                .map(section -> new CrmReader(section).over(code.crmSchema()))
                .orElse(code.crmSchema());
        int revision = said.number("revision", 1, Integer.MAX_VALUE).orElse(1);
        Plan.Builder plan = Plan.named(code.name()).revision(revision);
        Optional<Section> flows = said.section("flows");
        for (Flow flow : code.flows()) {
            plan.flow(flows.flatMap(all -> all.section(flow.id()))
                    .map(section -> new FlowReader(flow, section, mappings(flow, crm)).read())
                    .orElse(flow));
        }
        flows.ifPresent(Section::end);
        said.end();
        return plan.needs(crm.elements().toArray(Schema.Element[]::new)).build();
    }

    private void head(Section said) {
        said.text("$schema");
        for (String name : List.of(FORMAT, "plan", "revision")) {
            if (!said.has(name)) {
                said.required(name);
            }
        }
        said.number(FORMAT, 1, 1);
        said.text("plan")
                .filter(name -> !name.equals(code.name()))
                .ifPresent(other -> problems.add(
                        said.placeOf("plan"),
                        "This is a document of plan \"" + other + "\"",
                        "Load it over that plan; this one is \"" + code.name() + "\""));
    }

    private MappingReader mappings(Flow flow, Schema crm) {
        Map<Side, Map<String, FieldType>> known = new EnumMap<>(Side.class);
        Set<Side> whole = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            Map<String, FieldType> fields = new TreeMap<>();
            Optional<List<Field>> schema = names.schema(flow.party(side), flow.type(side));
            schema.ifPresent(all -> {
                whole.add(side);
                all.forEach(field -> fields.put(field.name(), field.type()));
            });
            List<Field> spoken =
                    flow.party(side) == Party.CRM && schema.isEmpty() ? VOCABULARY.get(flow.type(side)) : null;
            if (spoken != null) {
                spoken.forEach(field -> fields.put(field.name(), field.type()));
            }
            crm.properties().stream()
                    .filter(property ->
                            flow.party(side) == Party.CRM && property.type().equals(flow.type(side)))
                    .forEach(property ->
                            fields.put(property.name(), property.field().type()));
            ruled(flow, side).forEach(field -> fields.put(field.name(), field.type()));
            flow.mappings().stream()
                    .flatMap(mapping -> mapping.field(side).stream())
                    .forEach(field -> fields.put(field.name(), field.type()));
            known.put(side, fields);
        }
        return new MappingReader(
                names, known, whole, code.flows().stream().map(Flow::id).toList());
    }

    /** The fields that the code names besides the mapped ones. */
    private static Stream<Field> ruled(Flow flow, Side side) {
        Stream<Field> matched = flow.matchRules().stream()
                .map((MatchRule rule) -> rule.fields(side))
                .flatMap(List::stream);
        Stream<Field> own = side == Side.SOURCE
                ? Stream.concat(
                        flow.alsoRead().stream(),
                        flow.enrichments().stream()
                                .flatMap(lent -> lent.taken().stream().map(lent::field)))
                : Stream.concat(
                        flow.idField().stream(), flow.requestFlag().stream().flatMap(RequestFlag::fields));
        return Stream.concat(matched, own);
    }
}
