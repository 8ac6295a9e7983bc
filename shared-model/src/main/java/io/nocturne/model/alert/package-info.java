/// Rules, alerts and what people do with them.
@NullMarked
package io.nocturne.model.alert;

import org.jspecify.annotations.NullMarked;
