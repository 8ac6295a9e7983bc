package io.nocturne.agent.collect.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells the disks that are reported from their partitions and from devices that are no disks.
///
/// **Shape** - a whole disk has a folder of its own in `/sys/block`; device-mapper and RAID volumes do too.
/// Without that folder (some containers hide it) a name decides, by the kernel's rule for naming partitions.
/// Left out are loop, RAM, compressed-RAM and floppy devices, and devices without a medium.
final class WholeDisks {

    private static final String[] NO_DISKS = {"loop", "ram", "zram", "fd"};

    private final Path folder;

    WholeDisks(Path root) {
        folder = root.resolve("sys/block");
    }

    boolean includes(String device) {
        for (String prefix : NO_DISKS) {
            if (isNumbered(device, prefix)) {
                return false;
            }
        }
        if (!Files.isDirectory(folder)) {
            return !isPartitionName(device);
        }
        // A slash in a device's name stands as an exclamation mark in /sys.
        Path own = folder.resolve(device.replace('/', '!'));
        return Files.isDirectory(own) && hasMedium(own);
    }

    private static boolean hasMedium(Path own) {
        try {
            return !Files.readString(own.resolve("size")).strip().equals("0");
        } catch (IOException e) {
            return true;
        }
    }

    /// The kernel appends the partition's number to a name that ends with a letter (sda1), and p and the
    /// number to one that ends with a digit (nvme0n1p1). dm-1 and md0 are no partitions.
    static boolean isPartitionName(String device) {
        int base = device.length();
        while (base > 0 && Character.isDigit(device.charAt(base - 1))) {
            base--;
        }
        if (base == 0 || base == device.length()) {
            return false;
        }
        if (device.charAt(base - 1) == 'p' && base > 1 && Character.isDigit(device.charAt(base - 2))) {
            return true;
        }
        return device.matches("(sd|vd|xvd|hd)[a-z]+\\d+");
    }

    private static boolean isNumbered(String device, String prefix) {
        return device.length() > prefix.length()
                && device.startsWith(prefix)
                && Character.isDigit(device.charAt(prefix.length()));
    }
}
