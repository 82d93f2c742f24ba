package io.tidelock.http;

import io.tidelock.connector.RequestRejectedException;
import java.io.IOException;
import java.util.Map;
import okhttp3.Request;
import retrofit2.Call;

/** Turns an API method's arguments into a request without letting their values into a message. */
final class PreparedRequest {

    private PreparedRequest() {}

    /**
     * Builds the request.
     *
     * @param where account, method and declared path, for messages
     * @throws RequestRejectedException if the body cannot be written as JSON, such as a bean whose accessor throws
     * @throws IllegalArgumentException if an argument is missing
     */
    static Request of(Call<?> call, String where) {
        try {
            return call.request();
        } catch (RuntimeException refused) {
            // Retrofit's message shows the argument, so neither it nor the cause may go on
            if (refused.getCause() instanceof IOException) {
                throw new RequestRejectedException(
                        where + ": the request cannot be written as JSON", 0, "UNWRITABLE_BODY", Map.of());
            }
            throw new IllegalArgumentException(where + ": an argument is missing or not allowed at its place");
        }
    }
}
