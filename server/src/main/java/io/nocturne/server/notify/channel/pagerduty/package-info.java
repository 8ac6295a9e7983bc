/// PagerDuty, by its events API.
@NullMarked
package io.nocturne.server.notify.channel.pagerduty;

import org.jspecify.annotations.NullMarked;
