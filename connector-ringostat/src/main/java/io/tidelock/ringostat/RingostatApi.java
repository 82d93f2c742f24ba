package io.tidelock.ringostat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.http.RestCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Query;

/** The endpoints in use. */
interface RingostatApi {

    /** The call log: no paging, 6,500 calls at most (section 2). Calls are never merged. */
    @GET("calls/list?export_type=json&merge=0&order=calldate%20asc")
    RestCall<JsonNode> calls(
            @Query("from") String from,
            @Query("to") String to,
            @Query("fields") String fields,
            @Query("filters") @Nullable String filters);

    /** JSON-RPC: an error comes with status 200 (section 4). */
    @POST("api/json-rpc")
    RestCall<JsonNode> rpc(@Body Map<String, Object> body);

    /** The contact book (section 5). */
    @POST("minicrm/contacts/sync")
    RestCall<JsonNode> contacts(@Header("x-project-id") String project, @Body Map<String, Object> body);
}
