#include "store/safer-store-inner.h"
void
safer_store_back_up_today (SaferStore *self, gboolean always)
{
}
