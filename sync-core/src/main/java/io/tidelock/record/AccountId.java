package io.tidelock.record;

/**
 * Identifies one account at one vendor. Call budgets hang on it: two connectors of one account share one budget.
 *
 * @param system the connector's system name, such as {@code hubspot}
 * @param account the account within the system; never a secret
 */
public record AccountId(String system, String account) {

    /** Identifies an account of a system. */
    public static AccountId of(String system, String account) {
        return new AccountId(system, account);
    }

    @Override
    public String toString() {
        return system + ":" + account;
    }
}
