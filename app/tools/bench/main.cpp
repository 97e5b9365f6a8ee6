// bench_runtime                                   the whole table
// bench_runtime time OPERATION COUNT RECORDING    one operation: bench_runtime time "spawn + await" 1000 off
#include "tools/bench/runtime_bench.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

int main(int count, char** arguments) {
    if (count == 1) {
        bench::report_runtime();
        return 0;
    }
    if (count == 5 && std::string_view(arguments[1]) == "time") {
        std::string_view const how = arguments[4];
        auto const recording = how == "off"        ? bench::Recording::off
                               : how == "switches" ? bench::Recording::switches
                                                   : bench::Recording::everything;
        double const ns = bench::operation_ns(arguments[2], std::atoi(arguments[3]), recording);
        if (ns > 0) {
            std::printf("%.2f\n", ns);
            return 0;
        }
    }
    std::fputs("usage: bench_runtime [time OPERATION COUNT off|switches|everything]\n", stderr);
    return 2;
}
