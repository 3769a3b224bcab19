/* The MQTT client library, the protocol's numbers, and what Swift's Glibc leaves out. */
#ifndef LINESIDE_CMOSQUITTO_H
#define LINESIDE_CMOSQUITTO_H

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <pthread.h>
#include <sys/eventfd.h>

/* Declared by the system only with GNU extensions, which modules are read without. */
extern int pthread_setname_np(pthread_t thread, const char *name);

#endif
