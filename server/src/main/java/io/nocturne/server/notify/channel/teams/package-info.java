/// Microsoft Teams, by a workflow's webhook.
@NullMarked
package io.nocturne.server.notify.channel.teams;

import org.jspecify.annotations.NullMarked;
