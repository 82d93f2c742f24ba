package io.tidelock.testkit.fake.cliniko;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The operators of {@code q[]} and which kinds of value take which (page, "Filtering"). */
enum Operator {
    // those with longer symbols first: the first that fits is meant
    IS_NULL("!?"),
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    LIKE("~~"),
    CONTAINS("~"),
    EQUAL("="),
    ABOVE(">"),
    BELOW("<"),
    NOT_NULL("?"),
    ANY("*");

    private static final Set<Operator> ORDERED = EnumSet.of(AT_LEAST, ABOVE, AT_MOST, BELOW, NOT_NULL, IS_NULL);

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** Finds the operator a filter's right side starts with. */
    static Operator leading(String operatorAndValue) {
        return List.of(values()).stream()
                .filter(operator -> operatorAndValue.startsWith(operator.symbol))
                .findFirst()
                .orElseThrow(() -> Refusal.of(400, "Filter operator is missing"));
    }

    boolean fits(Kind kind) {
        return switch (kind) {
            case DATE -> this == EQUAL || ORDERED.contains(this);
            case STAMP -> this == ANY || ORDERED.contains(this);
            case INTEGER, ID -> this == EQUAL || this == NOT_EQUAL || ORDERED.contains(this);
            case TEXT ->
                EnumSet.of(EQUAL, NOT_EQUAL, CONTAINS, LIKE, NOT_NULL, IS_NULL).contains(this);
            case FLAG -> this == EQUAL || this == NOT_EQUAL;
            case IDS -> this == CONTAINS;
            case PHONES, OBJECT -> false;
        };
    }
}
