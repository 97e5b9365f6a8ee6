// A dict in the order of insertion; whoever has it, has the same one.
#include "aio/python/dict.hpp"

int main() {
    aio::Dict const scope{{"type", "http"}, {"path", "/a"}, {"status", 200}};
    aio::Dict const same = scope;
    aio::Dict const other = scope.copy();
    same.set("path", "/b");
    same.set("user", "ada");
    aio::print(scope);
    aio::print(other, other.get("user", "nobody"));
}
