package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Severity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a plan says that is wrong, or that somebody should know, found without any system: tables are gone through whole,
 * converters get generated values there and back, rules are tried on what the flow itself would create. The same plan has
 * the same findings every time.
 *
 * <p>{@code build()} of the engine refuses a plan with errors. In a test of your own: {@code
 * assertThat(PlanLint.of(plan).errors()).isEmpty()}. Calls the plan's converters, conditions, eligibility rules and
 * normalisers. Immutable.
 */
public final class PlanLint {

    private final List<Finding> findings;

    private PlanLint(List<Finding> findings) {
        this.findings = findings;
    }

    /** Looks at a plan. */
    public static PlanLint of(Plan plan) {
        Findings found = new Findings();
        for (Flow flow : plan.flows()) {
            MappingLint.check(flow, found);
            OwnerLint.check(flow, found);
            ConverterLint.check(flow, plan.crmSchema(), found);
            KeyLint.check(flow, found);
            RuleLint.check(plan, flow, found);
        }
        OwnerLint.checkBetween(plan.flows(), found);
        CycleLint.check(plan.flows(), found);
        PropertyLint.check(plan, found);
        return new PlanLint(found.all());
    }

    /** Returns everything that was found, flow by flow; what is between flows comes last. */
    public List<Finding> findings() {
        return findings;
    }

    /** Returns what keeps an engine from being built. */
    public List<Finding> errors() {
        return of(Severity.ERROR);
    }

    /** Returns what an engine runs with all the same. */
    public List<Finding> warnings() {
        return of(Severity.WARNING);
    }

    private List<Finding> of(Severity severity) {
        return findings.stream().filter(found -> found.severity() == severity).toList();
    }

    /** Returns a line for each finding. */
    @Override
    public String toString() {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }
}
