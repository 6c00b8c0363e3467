"""A local server that speaks Discord's REST and gateway, and a driver that does what people do in Discord."""
