package io.tidelock.silence;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Keeps whatever anybody logs, on every level down to TRACE, while it is told to. */
public final class Log implements SLF4JServiceProvider {

    private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();
    private static volatile boolean listening;

    private final IMarkerFactory markers = new BasicMarkerFactory();

    static void listen(boolean on) {
        LINES.clear();
        listening = on;
    }

    static String text() {
        return String.join("\n", LINES);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Keeping::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return new NOPMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    /** A logger of every level. */
    private static final class Keeping extends AbstractLogger {
        private static final long serialVersionUID = 1L;

        Keeping(String name) {
            this.name = name;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Keeping.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            StringWriter line = new StringWriter();
            line.append(level + " " + name + " ")
                    .append(MessageFormatter.basicArrayFormat(message, arguments))
                    .append('\n');
            if (thrown != null) {
                thrown.printStackTrace(new PrintWriter(line, true));
            }
            LINES.add(line.toString());
        }

        @Override
        public boolean isTraceEnabled() {
            return listening;
        }

        @Override
        public boolean isTraceEnabled(Marker marker) {
            return listening;
        }

        @Override
        public boolean isDebugEnabled() {
            return listening;
        }

        @Override
        public boolean isDebugEnabled(Marker marker) {
            return listening;
        }

        @Override
        public boolean isInfoEnabled() {
            return listening;
        }

        @Override
        public boolean isInfoEnabled(Marker marker) {
            return listening;
        }

        @Override
        public boolean isWarnEnabled() {
            return listening;
        }

        @Override
        public boolean isWarnEnabled(Marker marker) {
            return listening;
        }

        @Override
        public boolean isErrorEnabled() {
            return listening;
        }

        @Override
        public boolean isErrorEnabled(Marker marker) {
            return listening;
        }
    }
}
