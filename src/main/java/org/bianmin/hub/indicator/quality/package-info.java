/** How complete facts are: what they lack that event files or indicators ask for. */
package org.bianmin.hub.indicator.quality;
