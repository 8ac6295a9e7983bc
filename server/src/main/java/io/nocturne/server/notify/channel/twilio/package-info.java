/// Short messages through Twilio, or who speaks like it.
@NullMarked
package io.nocturne.server.notify.channel.twilio;

import org.jspecify.annotations.NullMarked;
