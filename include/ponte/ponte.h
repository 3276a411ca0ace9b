#pragma once
// Everything.

#include "ponte/card.h"
#include "ponte/compare.h"
#include "ponte/convert.h"
#include "ponte/inspect.h"
#include "ponte/predict.h"
#include "ponte/progress.h"
#include "ponte/result.h"
