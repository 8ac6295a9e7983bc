package io.nocturne.agent.collect;

import java.util.List;

/// Which devices of one kind are reported.
///
/// **Shape** - globs over names: `*` stands for any characters, `?` for one, all others for themselves. With
/// globs to include only what they match is reported, even what the agent leaves out by itself; without any
/// its own choice stands. What a glob to exclude matches is never reported.
/// **Threads** - immutable.
public record DeviceFilter(List<String> include, List<String> exclude) {

    /// The agent's own choice alone.
    public static final DeviceFilter OWN_CHOICE = new DeviceFilter(List.of(), List.of());

    public DeviceFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /// Whether a device is reported that the agent's own choice would report or not.
    public boolean admits(String name, boolean ownChoice) {
        boolean included = include.isEmpty() ? ownChoice : isMatched(include, name);
        return included && !isMatched(exclude, name);
    }

    private static boolean isMatched(List<String> globs, String name) {
        return globs.stream().anyMatch(glob -> matches(glob, name));
    }

    /// Goes back to the last `*` only, so the time is at most the product of both lengths.
    private static boolean matches(String glob, String name) {
        int at = 0;
        int star = -1;
        int starName = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                starName = i;
            } else if (at < glob.length() && (glob.charAt(at) == '?' || glob.charAt(at) == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++starName;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
