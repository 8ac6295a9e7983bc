package io.nocturne.server.notify.text;

import java.util.List;

/// Syllables of Hangul taken apart.
///
/// **Source** - The Unicode Standard, 3.12 "Conjoining Jamo Behavior"; Revised Romanization of Korean, without
/// the changes of sound between syllables.
final class Hangul {

    private static final int FIRST = 0xAC00;
    private static final int LAST = 0xD7A3;
    private static final int VOWELS = 21;
    private static final int TAILS = 28;

    private static final String LEAD_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final String VOWEL_LETTERS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
    private static final String TAIL_LETTERS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    private static final List<String> LEADS =
            List.of("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h");
    private static final List<String> VOWEL_SOUNDS = List.of(
            "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
            "eu", "ui", "i");
    private static final List<String> TAIL_SOUNDS = List.of(
            "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
            "ng", "t", "t", "k", "t", "p", "t");

    private Hangul() {}

    static boolean isSyllable(int codePoint) {
        return codePoint >= FIRST && codePoint <= LAST;
    }

    /// A syllable in Latin letters, or nothing for what is none.
    static String romanized(int codePoint) {
        if (!isSyllable(codePoint)) {
            return "";
        }
        int index = codePoint - FIRST;
        return LEADS.get(index / TAILS / VOWELS)
                + VOWEL_SOUNDS.get(index / TAILS % VOWELS)
                + TAIL_SOUNDS.get(index % TAILS);
    }

    /// A syllable in its letters, one beside the other.
    static String letters(int syllable) {
        int index = syllable - FIRST;
        int tail = index % TAILS;
        return "" + LEAD_LETTERS.charAt(index / TAILS / VOWELS)
                + VOWEL_LETTERS.charAt(index / TAILS % VOWELS)
                + (tail == 0 ? "" : TAIL_LETTERS.charAt(tail - 1));
    }
}
