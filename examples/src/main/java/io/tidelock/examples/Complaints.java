package io.tidelock.examples;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.examples.store.StorePlace;
import io.tidelock.jdbc.StoreFormatException;
import io.tidelock.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong and what to do. Never repeats a value: it may be a token in the wrong place. */
final class Complaints {

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private Complaints() {}

    static int usage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        command.getErr()
                .println(sentence(wrong) + " (see: " + command.getCommandSpec().qualifiedName() + " --help)");
        return WRONG_ARGUMENTS;
    }

    private static String sentence(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (wrong instanceof MissingParameterException missing && wrong.getArgSpec() == null) {
            return missing.getMissing().stream()
                    .map(arg -> name(arg) + " is missing; it takes " + wanted(arg.type()))
                    .collect(Collectors.joining(", "));
        }
        ArgSpec arg = wrong.getArgSpec();
        return arg == null || wrong.getValue() == null
                ? String.valueOf(wrong.getMessage())
                : name(arg) + " takes " + wanted(arg.type());
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        List<String> words = unmatched.getUnmatched();
        if (words.stream().anyMatch(word -> word.startsWith("-"))) {
            return "There is no option "
                    + words.stream()
                            .map(word -> word.split("=", 2)[0])
                            .filter(word -> word.matches("--[a-z]{2,20}(-[a-z]{2,20})?"))
                            .findFirst()
                            .orElse("like that");
        }
        CommandLine command = unmatched.getCommandLine();
        List<String> known = command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .map(CommandLine::getCommandName)
                .toList();
        return known.isEmpty()
                ? "There is a word too many after \"" + command.getCommandName() + "\""
                : "There is no such example; there are " + String.join(", ", known);
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(" or ", "one of: ", ""));
        }
        if (type.equals(URI.class)) {
            return "an address that begins with http:// or https://";
        }
        if (type.equals(StorePlace.class)) {
            return StorePlace.WANTED;
        }
        return type.equals(int.class) ? "a whole number" : "no such value";
    }

    static int failure(Exception problem, CommandLine command, ParseResult parsed) {
        command.getErr().println(sentence(problem));
        return FAILED;
    }

    private static String sentence(Exception problem) {
        if (problem instanceof ConnectorException refused) {
            return refused.getMessage() + "; " + advice(refused);
        }
        boolean speaksForItself = problem instanceof IOException
                || problem instanceof UncheckedIOException
                || problem instanceof IllegalArgumentException
                || problem instanceof StoreUnavailableException
                || problem instanceof StoreFormatException
                || problem instanceof ConfigurationException;
        return speaksForItself ? String.valueOf(problem.getMessage()) : "This should not happen: " + problem;
    }

    /** Returns what the person in front of the terminal can do about a system's failure. */
    static String advice(ConnectorException problem) {
        if (problem instanceof AccessDeniedException) {
            return "check that system's key or token, and what it may do";
        }
        return problem instanceof RequestRejectedException
                ? "check that system's address"
                : "check that system's address and the network, or try again later";
    }
}
