#include "csimdjson.h"

#include <simdjson.h>

#include <string>
#include <vector>

namespace {
std::vector<std::string> texts;
std::vector<simdjson::padded_string> payloads;
simdjson::ondemand::parser parser;
}  // namespace

void csimdjson_begin(void) { texts.emplace_back(); }

void csimdjson_append(uint8_t byte) { texts.back().push_back(static_cast<char>(byte)); }

double csimdjson_run(int64_t messages) {
    if (payloads.size() != texts.size()) {
        payloads.clear();
        for (const auto &text : texts) payloads.emplace_back(text);
    }
    double sum = 0;
    size_t next = 0;
    for (int64_t message = 0; message < messages; ++message) {
        simdjson::ondemand::document document;
        int64_t total = 0;
        double temperature = 0;
        if (parser.iterate(payloads[next]).get(document)) return -1;
        if (document["total"].get_int64().get(total)) return -1;
        if (document["temp"].get_double().get(temperature)) return -1;
        sum += static_cast<double>(total) + temperature;
        next = next + 1 == payloads.size() ? 0 : next + 1;
    }
    return sum;
}
