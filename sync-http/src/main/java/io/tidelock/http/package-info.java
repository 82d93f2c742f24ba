/**
 * What every REST connector shares: one attempt per send, repetition where it is safe, budgets, credentials, bounded and
 * lenient bodies, errors without secrets.
 *
 * <p>For vendors who write a connector. A connector declares its endpoints as a package-private Retrofit interface whose
 * methods return {@link io.tidelock.http.RestCall}, and says for each call whether it may be repeated:
 *
 * <pre>{@code
 * interface ClinicApi {
 *     @GET("patients")
 *     RestCall<PatientPage> patients(@Query("q[]") List<String> filters);
 *
 *     @GET
 *     RestCall<PatientPage> next(@Url String link);
 *
 *     @POST("patients")
 *     RestCall<Patient> create(@Body NewPatient patient);
 *
 *     @Lane("search")
 *     @POST("search")
 *     RestCall<Hits> search(@Body Query query);
 * }
 *
 * RestClient client = RestClient.builder()
 *         .account(AccountId.of("clinic", "17"))
 *         .baseUrl(URI.create("https://api.clinic.example/v1"))
 *         .credentials(Credentials.bearer(settings::token))
 *         .budget(CallBudget.builder().window(Duration.ofMinutes(1), 180).build())
 *         .build();
 * ClinicApi api = client.create(ClinicApi.class);
 *
 * PatientPage page = api.patients(filters).read().body();
 * PatientPage more = api.next(client.rebase(page.next())).read().body();
 * Patient patient = api.create(newPatient).write().body();
 * Hits hits = api.search(query).as(Traffic.BACKFILL).read().body();
 * Reply<Patient> reply = api.create(newPatient).accepting(409).write();
 * }</pre>
 *
 * <p>Paths are written without a leading slash, so that they are appended to the base URL's path. DTOs are records or
 * classes that Jackson fills: unknown, missing and null fields never fail, and a {@code String} field takes a JSON
 * number with all its digits.
 *
 * <p>Every failure is one of the {@link io.tidelock.connector.ConnectorException reactions}. Everything here is
 * thread-safe unless it says otherwise; nothing starts a thread.
 */
@NullMarked
package io.tidelock.http;

import org.jspecify.annotations.NullMarked;
