// Values as Python writes them.
#include "aio/python/repr.hpp"

struct Point {
    int x, y;
};
std::string repr(Point const& point) {
    return "Point(" + std::to_string(point.x) + ", " + std::to_string(point.y) + ")";
}

int main() {
    aio::print("text", 1, 2.0, true, std::vector<std::string>{"it's", "quoted"});
    aio::print(std::tuple(1, "one"), std::optional<int>(), Point{3, 4});
    aio::print(aio::fixed(2.0 / 3, 3));
}
