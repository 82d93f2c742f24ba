package io.tidelock.hubspot;

import io.tidelock.http.Lane;
import io.tidelock.http.RestCall;
import org.jspecify.annotations.Nullable;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** HubSpot's endpoints; the first part of each path is one of {@link Paths}. */
interface HubSpotApi {

    /** Calls that the search limit counts: 5 a second and account, exempt from the ten-second limit (§2.5). */
    String SEARCH = "search";

    /** Calls that the limit of associations counts (§4). */
    String ASSOCIATIONS = "associations";

    @POST("{objects}/{type}/batch/read")
    RestCall<Wire.Batch> batchRead(
            @Path(value = "objects", encoded = true) String objects,
            @Path("type") String type,
            @Query("archived") boolean archived,
            @Body Wire.ReadRequest request);

    @GET("{objects}/{type}/{id}")
    RestCall<Wire.Stored> read(
            @Path(value = "objects", encoded = true) String objects, @Path("type") String type, @Path("id") String id);

    @GET("{objects}/{type}")
    RestCall<Wire.Found> archived(
            @Path(value = "objects", encoded = true) String objects,
            @Path("type") String type,
            @Query("limit") int limit,
            @Query("archived") boolean archived,
            @Query("properties") String properties,
            @Query("after") @Nullable String after);

    @POST("{objects}/{type}/batch/create")
    RestCall<Wire.Batch> batchCreate(
            @Path(value = "objects", encoded = true) String objects,
            @Path("type") String type,
            @Body Wire.WriteRequest request);

    @POST("{objects}/{type}/batch/update")
    RestCall<Wire.Batch> batchUpdate(
            @Path(value = "objects", encoded = true) String objects,
            @Path("type") String type,
            @Body Wire.WriteRequest request);

    @POST("{objects}/{type}/batch/upsert")
    RestCall<Wire.Batch> batchUpsert(
            @Path(value = "objects", encoded = true) String objects,
            @Path("type") String type,
            @Body Wire.WriteRequest request);

    @POST("{objects}/{type}/batch/archive")
    RestCall<Void> batchArchive(
            @Path(value = "objects", encoded = true) String objects,
            @Path("type") String type,
            @Body Wire.ArchiveRequest request);

    @Lane(SEARCH)
    @POST("{objects}/{type}/search")
    RestCall<Wire.Found> search(
            @Path(value = "objects", encoded = true) String objects,
            @Path("type") String type,
            @Body Wire.SearchRequest request);

    @GET("{properties}/{type}")
    RestCall<Wire.Properties> properties(
            @Path(value = "properties", encoded = true) String properties, @Path("type") String type);

    @POST("{properties}/{type}/batch/create")
    RestCall<Wire.Properties> createProperties(
            @Path(value = "properties", encoded = true) String properties,
            @Path("type") String type,
            @Body Wire.NewProperties all);

    @POST("{properties}/{type}")
    RestCall<Void> createProperty(
            @Path(value = "properties", encoded = true) String properties,
            @Path("type") String type,
            @Body Wire.NewProperty property);

    @GET("{properties}/{type}/groups")
    RestCall<Wire.Groups> groups(
            @Path(value = "properties", encoded = true) String properties, @Path("type") String type);

    @GET("{pipelines}/{type}")
    RestCall<Wire.Pipelines> pipelines(
            @Path(value = "pipelines", encoded = true) String pipelines, @Path("type") String type);

    @POST("{pipelines}/{type}")
    RestCall<Void> createPipeline(
            @Path(value = "pipelines", encoded = true) String pipelines,
            @Path("type") String type,
            @Body Wire.NewPipeline pipeline);

    @POST("{pipelines}/{type}/{pipeline}/stages")
    RestCall<Void> createStage(
            @Path(value = "pipelines", encoded = true) String pipelines,
            @Path("type") String type,
            @Path("pipeline") String pipeline,
            @Body Wire.NewStage stage);

    @POST("{properties}/{type}/groups")
    RestCall<Void> createGroup(
            @Path(value = "properties", encoded = true) String properties,
            @Path("type") String type,
            @Body Wire.Group group);

    @GET("{owners}")
    RestCall<Wire.Owners> owners(
            @Path(value = "owners", encoded = true) String owners,
            @Query("limit") int limit,
            @Query("archived") boolean archived,
            @Query("after") @Nullable String after);

    @Lane(ASSOCIATIONS)
    @POST("{associations}/{from}/{to}/batch/read")
    RestCall<LinkWire.Associated> associated(
            @Path(value = "associations", encoded = true) String associations,
            @Path("from") String from,
            @Path("to") String to,
            @Body LinkWire.AssociationReads request);

    @Lane(ASSOCIATIONS)
    @POST("{associations}/{from}/{to}/batch/create")
    RestCall<LinkWire.Linked> associate(
            @Path(value = "associations", encoded = true) String associations,
            @Path("from") String from,
            @Path("to") String to,
            @Body LinkWire.AssociationPairs request);

    @Lane(ASSOCIATIONS)
    @POST("{associations}/{from}/{to}/batch/labels/archive")
    RestCall<Void> unlabel(
            @Path(value = "associations", encoded = true) String associations,
            @Path("from") String from,
            @Path("to") String to,
            @Body LinkWire.AssociationPairs request);

    @GET("{labels}/{from}/{to}/labels")
    RestCall<LinkWire.Labels> labels(
            @Path(value = "labels", encoded = true) String labels, @Path("from") String from, @Path("to") String to);

    @POST("{labels}/{from}/{to}/labels")
    RestCall<Void> createLabel(
            @Path(value = "labels", encoded = true) String labels,
            @Path("from") String from,
            @Path("to") String to,
            @Body LinkWire.NewLabel label);

    @Lane(ASSOCIATIONS)
    @POST("{associations}/{from}/{to}/batch/archive")
    RestCall<Void> dissociate(
            @Path(value = "associations", encoded = true) String associations,
            @Path("from") String from,
            @Path("to") String to,
            @Body LinkWire.AssociationCuts request);
}
