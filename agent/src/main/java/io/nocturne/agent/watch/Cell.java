package io.nocturne.agent.watch;

/// One value of a table.
record Cell(String text, Ink ink) {

    static final String ABSENT = "-";

    static Cell of(String text) {
        return new Cell(text, Ink.PLAIN);
    }

    boolean isAbsent() {
        return text.equals(ABSENT);
    }
}
