/* What stands in a text for a PIN or code that the server took out of it (bot/web/masking.py). */
export const MASK = "[PIN]";
export const DOTS = "••••";
