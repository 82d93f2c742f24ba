package io.tidelock.http;

import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.HTTP;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;

/**
 * What the annotations of an API method say.
 *
 * @param method the HTTP method
 * @param path without its query; empty where the URL is an argument
 * @param lane of the budget
 */
record Declaration(String method, String path, String lane) {

    static Declaration of(Annotation[] annotations) {
        Declaration declared = new Declaration("", "", CallBudget.ORDINARY);
        for (Annotation annotation : annotations) {
            if (annotation instanceof Lane named) {
                declared = new Declaration(declared.method, declared.path, named.value());
            }
            Declaration verb = verb(annotation, declared.lane);
            declared = verb == null ? declared : verb;
        }
        return declared;
    }

    private static @Nullable Declaration verb(Annotation annotation, String lane) {
        if (annotation instanceof GET get) {
            return new Declaration("GET", withoutQuery(get.value()), lane);
        } else if (annotation instanceof POST post) {
            return new Declaration("POST", withoutQuery(post.value()), lane);
        } else if (annotation instanceof PATCH patch) {
            return new Declaration("PATCH", withoutQuery(patch.value()), lane);
        } else if (annotation instanceof PUT put) {
            return new Declaration("PUT", withoutQuery(put.value()), lane);
        } else if (annotation instanceof DELETE delete) {
            return new Declaration("DELETE", withoutQuery(delete.value()), lane);
        } else if (annotation instanceof HTTP http) {
            return new Declaration(http.method(), withoutQuery(http.path()), lane);
        }
        return null;
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
