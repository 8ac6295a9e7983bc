/// Whether anything that was acknowledged gets lost or doubled when programs, connections or disks fail.
@NullMarked
package io.nocturne.bench.chaos;

import org.jspecify.annotations.NullMarked;
