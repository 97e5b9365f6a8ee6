// A value of any type, as yield and send pass it on.
#include "aio/python/object.hpp"

int main() {
    for (aio::Object const& value : {aio::Object(), aio::Object(42), aio::Object("text")}) {
        if (value.is_none())
            aio::print("nothing");
        else if (auto const* number = value.as<int>())
            aio::print("a number:", *number);
        else
            aio::print("something else:", value.repr());
    }
}
