package io.tidelock.http;

import io.tidelock.record.AccountId;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** Makes the methods of an API interface return {@link RestCall}. */
final class RestCallAdapters extends CallAdapter.Factory {

    private final AccountId account;
    private final Exchange exchange;
    private final Traffic traffic;

    RestCallAdapters(AccountId account, Exchange exchange, Traffic traffic) {
        this.account = account;
        this.exchange = exchange;
        this.traffic = traffic;
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(Type returnType, Annotation[] annotations, Retrofit retrofit) {
        if (getRawType(returnType) != RestCall.class) {
            throw new IllegalArgumentException("Declare the method's type as RestCall; nothing else is sent");
        }
        if (!(returnType instanceof ParameterizedType parameterized)) {
            throw new IllegalArgumentException("Declare what the call returns: RestCall<Patient>, or RestCall<Void>");
        }
        Type body = getParameterUpperBound(0, parameterized);
        return new Adapter<>(body, Declaration.of(annotations), retrofit.responseBodyConverter(body, annotations));
    }

    private final class Adapter<T> implements CallAdapter<T, RestCall<T>> {
        private final Type body;
        private final Declaration declared;
        private final Converter<ResponseBody, @Nullable T> converter;

        Adapter(Type body, Declaration declared, Converter<ResponseBody, @Nullable T> converter) {
            this.body = body;
            this.declared = declared;
            this.converter = converter;
        }

        @Override
        public Type responseType() {
            return body;
        }

        @Override
        public RestCall<T> adapt(Call<T> call) {
            Request request = PreparedRequest.of(call, account + " " + declared.method() + " " + declared.path());
            String path = declared.path().isEmpty() ? request.url().encodedPath() : declared.path();
            Endpoint<T> endpoint = new Endpoint<>(request, path, declared.lane(), body == Void.class, converter);
            return new RestCall<>(exchange, endpoint, traffic, Set.of());
        }
    }
}
