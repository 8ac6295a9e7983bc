/// Any program that takes what Alertmanager sends.
@NullMarked
package io.nocturne.server.notify.channel.webhook;

import org.jspecify.annotations.NullMarked;
