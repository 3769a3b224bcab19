// The peer of the whole path: a libmosquitto client that only counts.
// count PORT CLIENT_ID TOPIC_FILTER MESSAGES: keeps its session, ends after so many messages (0: after the SUBACK).
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>
#include <stdlib.h>

static long wanted, counted;
static const char *filter;

static void on_connect(struct mosquitto *m, void *context, int code) {
    mosquitto_subscribe(m, NULL, filter, 1);
}

static void on_subscribe(struct mosquitto *m, void *context, int id, int n, const int *granted) {
    if (wanted == 0) mosquitto_disconnect(m);
}

static void on_message(struct mosquitto *m, void *context, const struct mosquitto_message *message) {
    if (++counted == wanted) mosquitto_disconnect(m);
}

int main(int argc, char **argv) {
    if (argc != 5) return 64;
    filter = argv[3];
    wanted = atol(argv[4]);
    mosquitto_lib_init();
    struct mosquitto *m = mosquitto_new(argv[2], false, NULL);
    mosquitto_int_option(m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_int_option(m, MOSQ_OPT_RECEIVE_MAXIMUM, 1000);
    mosquitto_int_option(m, MOSQ_OPT_TCP_NODELAY, 1);
    mosquitto_connect_callback_set(m, on_connect);
    mosquitto_subscribe_callback_set(m, on_subscribe);
    mosquitto_message_callback_set(m, on_message);
    mosquitto_property *properties = NULL;
    mosquitto_property_add_int32(&properties, MQTT_PROP_SESSION_EXPIRY_INTERVAL, 3600);
    if (mosquitto_connect_bind_v5(m, "127.0.0.1", atoi(argv[1]), 60, NULL, properties)) return 1;
    mosquitto_loop_forever(m, -1, 1);
    return counted == wanted ? 0 : 1;
}
