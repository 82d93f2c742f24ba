package io.tidelock.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the lane of the {@link CallBudget} that calls of an endpoint spend from, beside the windows that count every
 * call. Endpoints without it are in the lane {@link CallBudget#ORDINARY}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Lane {
    /** Returns the lane's name, such as {@code search}. */
    String value();
}
