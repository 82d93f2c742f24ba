package io.tidelock.connector;

import java.util.Map;

/**
 * Calls for a correction: the system refused the request for what it says. The same request will be refused again. For
 * a single record in a batch see {@link WriteOutcome.Rejected}.
 */
public final class RequestRejectedException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> fields;

    /**
     * Says what was refused and why.
     *
     * @param status the HTTP status, or 0 where there is none
     * @param code the vendor's stable code, or {@code "REJECTED"}
     * @param fields what is wrong, by field name; never with the values
     */
    public RequestRejectedException(String message, int status, String code, Map<String, String> fields) {
        super(message, null);
        this.status = status;
        this.code = code;
        this.fields = Map.copyOf(fields);
    }

    /** Returns the HTTP status, or 0 where there is none. */
    public int status() {
        return status;
    }

    /** Returns the vendor's stable code. */
    public String code() {
        return code;
    }

    /** Returns what is wrong, by field name. */
    public Map<String, String> fields() {
        return fields;
    }
}
