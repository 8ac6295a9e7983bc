/// Short messages through any gateway with an HTTP API, such as those in Korea.
@NullMarked
package io.nocturne.server.notify.channel.smshttp;

import org.jspecify.annotations.NullMarked;
