package io.tidelock.http;

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
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.HTTP;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;

/** Makes the methods of an API interface return {@link RestCall}. */
final class RestCallAdapters extends CallAdapter.Factory {

    private final Exchange exchange;
    private final Traffic traffic;

    RestCallAdapters(Exchange exchange, Traffic traffic) {
        this.exchange = exchange;
        this.traffic = traffic;
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(Type returnType, Annotation[] annotations, Retrofit retrofit) {
        if (getRawType(returnType) != RestCall.class) {
            return null;
        }
        if (!(returnType instanceof ParameterizedType parameterized)) {
            throw new IllegalArgumentException("Declare what the call returns: RestCall<Patient>, or RestCall<Void>");
        }
        Type bodyType = getParameterUpperBound(0, parameterized);
        return new Adapter<>(
                bodyType,
                declaredPath(annotations),
                lane(annotations),
                retrofit.responseBodyConverter(bodyType, annotations));
    }

    private static String lane(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Lane lane) {
                return lane.value();
            }
        }
        return CallBudget.ORDINARY;
    }

    /** Returns the path as declared, without its query; empty where the URL is an argument. */
    private static String declaredPath(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            String path = path(annotation);
            if (path != null) {
                int query = path.indexOf('?');
                return query < 0 ? path : path.substring(0, query);
            }
        }
        return "";
    }

    private static @Nullable String path(Annotation annotation) {
        if (annotation instanceof GET get) {
            return get.value();
        } else if (annotation instanceof POST post) {
            return post.value();
        } else if (annotation instanceof PATCH patch) {
            return patch.value();
        } else if (annotation instanceof PUT put) {
            return put.value();
        } else if (annotation instanceof DELETE delete) {
            return delete.value();
        } else if (annotation instanceof HTTP http) {
            return http.path();
        }
        return null;
    }

    private final class Adapter<T> implements CallAdapter<T, RestCall<T>> {
        private final Type bodyType;
        private final String path;
        private final String lane;
        private final Converter<ResponseBody, @Nullable T> converter;

        Adapter(Type bodyType, String path, String lane, Converter<ResponseBody, @Nullable T> converter) {
            this.bodyType = bodyType;
            this.path = path;
            this.lane = lane;
            this.converter = converter;
        }

        @Override
        public Type responseType() {
            return bodyType;
        }

        @Override
        public RestCall<T> adapt(Call<T> call) {
            Request request = PreparedRequest.of(call, path);
            String shown = path.isEmpty() ? request.url().encodedPath() : path;
            Endpoint<T> endpoint = new Endpoint<>(request, shown, lane, bodyType == Void.class, converter);
            return new RestCall<>(exchange, endpoint, traffic, Set.of());
        }
    }
}
