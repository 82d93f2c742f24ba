package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.mapping.Finding.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects findings, each once, in the order in which they are made. */
final class Findings {

    private final Set<Finding> all = new LinkedHashSet<>();

    void error(Code code, String where, String what, String remedy) {
        all.add(new Finding(Severity.ERROR, code, where, what, remedy));
    }

    void warning(Code code, String where, String what, String remedy) {
        all.add(new Finding(Severity.WARNING, code, where, what, remedy));
    }

    void add(Severity severity, Code code, String where, String what, String remedy) {
        all.add(new Finding(severity, code, where, what, remedy));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    static String at(Flow flow) {
        return "flow " + flow.id();
    }

    static String at(Flow flow, FieldMapping mapping) {
        return at(flow) + ", mapping " + mapping.id();
    }

    static String at(Flow flow, MatchRule rule) {
        return at(flow) + ", rule " + rule.id();
    }
}
