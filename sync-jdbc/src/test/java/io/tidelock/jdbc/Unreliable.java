package io.tidelock.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;

/** A database whose n-th command fails, before or after it was carried out; a lost connection is really lost. */
final class Unreliable {

    private static final Set<String> COMMANDS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit");

    private final DataSource reliable;
    private final Set<String> prepared = new LinkedHashSet<>();
    private int commands;
    private int failing;
    private boolean after;
    private String state = "";

    Unreliable(DataSource reliable) {
        this.reliable = reliable;
    }

    /** Lets a command fail from now on, once. */
    void failAt(int command, boolean afterwards, String sqlState) {
        commands = 0;
        failing = command;
        after = afterwards;
        state = sqlState;
    }

    /** Returns every statement that was prepared. */
    Set<String> prepared() {
        return prepared;
    }

    int commands() {
        return commands;
    }

    DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(reliable, method, arguments);
            return result instanceof Connection connection ? watched(connection) : result;
        });
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = COMMANDS.contains(method.getName())
                    ? command(connection, connection, method, arguments)
                    : call(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                prepared.add((String) arguments[0]);
                return proxy(PreparedStatement.class, watching(connection, statement));
            }
            return result instanceof Statement statement
                    ? proxy(Statement.class, watching(connection, statement))
                    : result;
        });
    }

    private InvocationHandler watching(Connection connection, Statement statement) {
        return (proxy, method, arguments) -> COMMANDS.contains(method.getName())
                ? command(connection, statement, method, arguments)
                : call(statement, method, arguments);
    }

    private Object command(Connection connection, Object target, Method method, Object[] arguments) throws Throwable {
        boolean fails = ++commands == failing;
        if (fails && !after) {
            fail(connection);
        }
        Object result = call(target, method, arguments);
        if (fails) {
            fail(connection);
        }
        return result;
    }

    private void fail(Connection connection) throws SQLException {
        if (state.startsWith("08")) {
            connection.abort(Runnable::run);
        }
        throw new SQLException("secret-value in a driver's message", state);
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
