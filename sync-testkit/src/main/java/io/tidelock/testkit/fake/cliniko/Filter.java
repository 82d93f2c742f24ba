package io.tidelock.testkit.fake.cliniko;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code q[]=FIELD:OPERATORVALUE} (page, "Filtering"). Null satisfies only {@code !?} and {@code *}, as in SQL
 * [assumed]; texts compare with regard to case [assumed].
 *
 * @param column the column it looks at
 * @param test what its value must satisfy
 */
record Filter(String column, Predicate<@Nullable Object> test) {

    private static final Pattern WILD_DATE = Pattern.compile("[0-9*]{4}-[0-9*]{2}-[0-9*]{2}");

    /** Reads a filter over the columns a resource lets one filter by; the refusals are the vendor's. */
    static Filter parse(String text, Resource resource) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw Refusal.of(400, "Filter must look like field:operatorvalue");
        }
        Field field = resource.field(text.substring(0, colon));
        if (field == null || !field.filterable()) {
            throw Refusal.of(400, "This column is not searchable.");
        }
        String right = text.substring(colon + 1);
        Operator operator = Operator.leading(right);
        if (!operator.fits(field.kind())) {
            throw Refusal.of(400, "Filter operator " + operator.symbol() + " is not supported for " + field.name());
        }
        return new Filter(
                field.column(),
                test(field, operator, right.substring(operator.symbol().length())));
    }

    boolean accepts(Row row) {
        return test.test(row.get(column));
    }

    private static Predicate<@Nullable Object> test(Field field, Operator operator, String text) {
        return switch (operator) {
            case ANY -> value -> true;
            case IS_NULL -> value -> value == null;
            case NOT_NULL -> value -> value != null;
            case EQUAL -> equal(field, text);
            case NOT_EQUAL -> {
                Object operand = operand(field, text);
                yield value -> value != null && !value.equals(operand);
            }
            case CONTAINS -> contains(field, text);
            case LIKE -> matching(text.split("%", -1), ".*");
            case AT_LEAST, ABOVE, AT_MOST, BELOW -> ordered(operator, operand(field, text));
        };
    }

    private static Predicate<@Nullable Object> equal(Field field, String text) {
        if (field.kind() == Kind.DATE && text.contains("*")) {
            if (!WILD_DATE.matcher(text).matches()) {
                throw wrongType(field);
            }
            return matching(text.split("\\*", -1), ".");
        }
        boolean number = field.kind() == Kind.ID || field.kind() == Kind.INTEGER;
        Set<Object> operands = new HashSet<>();
        for (String each : number ? List.of(text.split(",", -1)) : List.of(text)) {
            operands.add(operand(field, each));
        }
        return value -> value != null && operands.contains(value);
    }

    private static Predicate<@Nullable Object> contains(Field field, String text) {
        if (field.kind() == Kind.IDS) {
            Object wanted = number(field, text);
            return value -> value instanceof List<?> ids && ids.contains(wanted);
        }
        return value -> value != null && value.toString().contains(text);
    }

    private static Predicate<@Nullable Object> matching(String[] literals, String wildcard) {
        StringBuilder regex = new StringBuilder(Pattern.quote(literals[0]));
        for (int i = 1; i < literals.length; i++) {
            regex.append(wildcard).append(Pattern.quote(literals[i]));
        }
        Pattern pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
        return value -> value != null && pattern.matcher(value.toString()).matches();
    }

    private static Predicate<@Nullable Object> ordered(Operator operator, Object operand) {
        return value -> value != null && holds(operator, Sorting.compare(value, operand));
    }

    private static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case AT_LEAST -> order >= 0;
            case ABOVE -> order > 0;
            case AT_MOST -> order <= 0;
            default -> order < 0;
        };
    }

    private static Object operand(Field field, String text) {
        try {
            return switch (field.kind()) {
                case INTEGER, ID -> number(field, text);
                case DATE -> LocalDate.parse(text);
                case STAMP -> utc(field, text);
                case FLAG -> flag(field, text);
                default -> text;
            };
        } catch (DateTimeException e) {
            throw wrongType(field);
        }
    }

    private static Long number(Field field, String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw wrongType(field);
        }
    }

    private static Instant utc(Field field, String text) {
        if (!text.endsWith("Z")) {
            throw wrongType(field);
        }
        return Instant.parse(text);
    }

    private static Boolean flag(Field field, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrongType(field);
        };
    }

    private static Refusal wrongType(Field field) {
        String type = switch (field.kind()) {
            case INTEGER, ID, IDS -> "number";
            case DATE -> "date";
            case STAMP -> "datetime";
            case FLAG -> "boolean";
            default -> "string";
        };
        return Refusal.of(400, "Filter value for " + field.name() + " must be a " + type);
    }
}
