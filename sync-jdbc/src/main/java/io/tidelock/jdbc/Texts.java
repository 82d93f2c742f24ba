package io.tidelock.jdbc;

import java.util.HexFormat;

/**
 * Texts as columns hold them. A database takes neither NUL nor half a surrogate pair; a foreign id may hold both, so they are
 * written as {@code \}{@code uXXXX}, and a backslash is doubled.
 */
final class Texts {

    private Texts() {}

    static String toColumn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == 0 || Character.isSurrogate(c)) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (isPair(text, i)) {
                escaped.append(c).append(text.charAt(++i));
            } else if (c == 0 || Character.isSurrogate(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    static String fromColumn(String column) {
        if (column.indexOf('\\') < 0) {
            return column;
        }
        StringBuilder text = new StringBuilder(column.length());
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (column.startsWith("\\", i + 1)) {
                text.append('\\');
                i++;
            } else {
                text.append(character(column, i + 1));
                i += 5;
            }
        }
        return text.toString();
    }

    private static char character(String column, int at) {
        try {
            if (column.startsWith("u", at) && column.length() >= at + 5) {
                return (char) HexFormat.fromHexDigits(column, at + 1, at + 5);
            }
        } catch (NumberFormatException damaged) {
            throw StoreFormatException.damaged();
        }
        throw StoreFormatException.damaged();
    }
}
